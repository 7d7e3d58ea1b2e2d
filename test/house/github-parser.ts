/**
 * What GitHub itself reads workflows with: its editors' validator, and its evaluator of expressions. They import JSON in
 * a way that Node refuses, so this file is bundled before it is loaded.
 */
export { data, Evaluator, Lexer, Parser } from '@actions/expressions'
export { registerLogger, validate } from '@actions/languageservice'
export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
export { TextDocument } from 'vscode-languageserver-textdocument'
