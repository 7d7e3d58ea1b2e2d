// Made from schema/phase.schema.json by scripts/generate.ts. Change the schema, then run "npm run generate".
"use strict";
export const validatePhaseFile = validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["phase","title","tasks"],"additionalProperties":false,"patternProperties":{"^x-":{}},"properties":{"phase":{"$ref":"#/definitions/id"},"title":{"type":"string","minLength":1,"maxLength":200,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"goal":{"type":"string","minLength":1,"maxLength":1000,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"start_date":{"$ref":"#/definitions/date"},"target_date":{"$ref":"#/definitions/date"},"timezone":{"type":"string","minLength":1,"maxLength":64},"workdays":{"type":"array","items":{"type":"string","enum":["mon","tue","wed","thu","fri","sat","sun"]},"maxItems":7,"minItems":1},"slots":{"type":"integer","minimum":1,"maximum":1000},"after":{"type":["string","number","array"],"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$","items":{"$ref":"#/definitions/id"},"maxItems":50},"milestone":{"type":["string","number","boolean"],"not":{"const":true},"minLength":1,"maxLength":255,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"manager":{"$ref":"#/definitions/logins"},"operators":{"$ref":"#/definitions/logins"},"spawn":{"type":"string","enum":["manual","auto"]},"on_dropped":{"type":"string","enum":["hold","release"]},"models":{"type":"object","patternProperties":{"^x-":{},"^(?!x-)[A-Za-z0-9][A-Za-z0-9._-]{0,31}$":{"$ref":"#/definitions/model"}},"additionalProperties":false,"maxProperties":100},"allocation":{"type":"object","patternProperties":{"^x-":{},"^(?!x-)[A-Za-z0-9][A-Za-z0-9._-]{0,31}$":{"$ref":"#/definitions/modelName"}},"additionalProperties":false,"maxProperties":100},"defaults":{"type":"object","properties":{"priority":{"$ref":"#/definitions/priority"},"effort":{"$ref":"#/definitions/effort"},"complexity":{"$ref":"#/definitions/complexity"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"streams":{"type":"object","patternProperties":{"^x-":{},"^(?!x-)[A-Za-z0-9][A-Za-z0-9._-]{0,31}$":{"$ref":"#/definitions/stream"}},"additionalProperties":false,"maxProperties":100},"tasks":{"type":"array","items":{"$ref":"#/definitions/task"},"maxItems":1000,"minItems":1},"heartbeat":{"type":"object","properties":{"stall_after":{"$ref":"#/definitions/clock"},"release_after":{"$ref":"#/definitions/clock"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"retry":{"type":"object","properties":{"max_attempts":{"type":"integer","minimum":1,"maximum":20},"backoff":{"$ref":"#/definitions/clock"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"review":{"type":"object","properties":{"holds_slot":{"type":"boolean"},"decide_after":{"$ref":"#/definitions/clock"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"spawn_limit":{"type":"object","properties":{"per_day":{"type":"integer","minimum":1,"maximum":10000},"failures_in_a_row":{"type":"integer","minimum":1,"maximum":1000}},"patternProperties":{"^x-":{}},"additionalProperties":false},"report":{"type":"object","properties":{"every":{"$ref":"#/definitions/clock"},"at":{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$"}},"patternProperties":{"^x-":{}},"additionalProperties":false},"slack":{"type":"object","properties":{"channel":{"type":"string","pattern":"^#?[^\\s#@<>&|]{1,80}$"},"mention":{"type":"array","items":{"type":"string","pattern":"^[UWS][A-Z0-9]{2,20}$"},"maxItems":20},"announce":{"type":"array","items":{"type":"string","enum":["launch","digest","complete","picks"]},"maxItems":4}},"patternProperties":{"^x-":{}},"additionalProperties":false},"files":{"type":"object","properties":{"branch":{"type":"string","minLength":1,"maxLength":200,"pattern":"^[^\\s~^:?*\\[\\\\\\u0000-\\u0020\\u007f]+$"},"progress":{"$ref":"#/definitions/path"},"jobs":{"$ref":"#/definitions/path"},"backlog":{"$ref":"#/definitions/path"}},"patternProperties":{"^x-":{}},"additionalProperties":false}},"definitions":{"id":{"type":["string","number"],"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"},"modelName":{"type":["string","number"],"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"},"complexity":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"},"date":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},"effort":{"type":"string","pattern":"^(?!0+(\\.0+)?[hdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[hdw]$"},"clock":{"type":"string","pattern":"^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"},"priority":{"type":"integer","minimum":1,"maximum":99},"login":{"type":"string","maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$"},"logins":{"type":["string","array"],"maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$","items":{"$ref":"#/definitions/login"},"maxItems":10},"path":{"type":"string","minLength":1,"maxLength":300,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"model":{"type":["object","null"],"properties":{"workflow":{"type":"string","maxLength":255,"pattern":"^[^/\\\\\\s][^/\\\\\\r\\n]*\\.ya?ml$"},"inputs":{"type":"object","patternProperties":{"^x-":{},"^(?!x-|(?:task|claim|issue|phase|attempt)$)[A-Za-z_][A-Za-z0-9_-]{0,99}$":{"type":["string","number","boolean"],"maxLength":1000}},"additionalProperties":false,"maxProperties":23},"assign":{"type":"array","items":{"$ref":"#/definitions/login"},"maxItems":10,"minItems":1},"logins":{"type":"array","items":{"$ref":"#/definitions/login"},"maxItems":10}},"patternProperties":{"^x-":{}},"additionalProperties":false,"dependencies":{"inputs":["workflow"]},"not":{"type":"object","required":["workflow","assign"]}},"stream":{"type":["object","null"],"properties":{"title":{"type":"string","minLength":1,"maxLength":80,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"slots":{"type":"integer","minimum":1,"maximum":1000}},"patternProperties":{"^x-":{}},"additionalProperties":false},"task":{"type":"object","properties":{"id":{"$ref":"#/definitions/id"},"title":{"type":"string","minLength":1,"maxLength":222,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"stream":{"$ref":"#/definitions/id"},"priority":{"$ref":"#/definitions/priority"},"effort":{"$ref":"#/definitions/effort"},"complexity":{"$ref":"#/definitions/complexity"},"model":{"$ref":"#/definitions/modelName"},"depends_on":{"type":"array","items":{"$ref":"#/definitions/id"},"maxItems":50},"assignees":{"type":"array","items":{"$ref":"#/definitions/login"},"maxItems":10},"labels":{"type":"array","items":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[^\\S\\r\\n]*[^\\s,][^,\\r\\n]*$"},"maxItems":50},"description":{"type":"string","maxLength":20000},"acceptance_criteria":{"type":"array","items":{"type":"string","minLength":1,"maxLength":500,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"maxItems":50},"paths":{"type":"array","items":{"$ref":"#/definitions/path"},"maxItems":50},"issue":{"type":"integer","minimum":1,"maximum":2147483647},"formerly":{"$ref":"#/definitions/id"},"final":{"type":"boolean"}},"patternProperties":{"^x-":{}},"additionalProperties":false,"required":["id","title"]}},"$id":"validatePhaseFile"};
const schema12 = {"type":["string","number"],"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"};
const schema13 = {"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"};
const schema21 = {"type":["string","number"],"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"};
const schema22 = {"type":"integer","minimum":1,"maximum":99};
const schema23 = {"type":"string","pattern":"^(?!0+(\\.0+)?[hdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[hdw]$"};
const schema24 = {"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"};
const schema25 = {"type":["object","null"],"properties":{"title":{"type":"string","minLength":1,"maxLength":80,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"slots":{"type":"integer","minimum":1,"maximum":1000}},"patternProperties":{"^x-":{}},"additionalProperties":false};
const schema37 = {"type":"string","pattern":"^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"};
const schema35 = {"type":"string","minLength":1,"maxLength":300,"pattern":"^[^\\S\\r\\n]*\\S.*$"};
const func2 = Object.prototype.hasOwnProperty;
const func3 = lengthOf;
const pattern0 = new RegExp("^x-", "u");
const pattern1 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$", "u");
const pattern2 = new RegExp("^[^\\S\\r\\n]*\\S.*$", "u");
const pattern4 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "u");
const pattern12 = new RegExp("^(?!x-)[A-Za-z0-9][A-Za-z0-9._-]{0,31}$", "u");
const pattern29 = new RegExp("^(?!0+(\\.0+)?[hdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[hdw]$", "u");
const pattern51 = new RegExp("^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$", "u");
const pattern60 = new RegExp("^([01][0-9]|2[0-3]):[0-5][0-9]$", "u");
const pattern62 = new RegExp("^#?[^\\s#@<>&|]{1,80}$", "u");
const pattern63 = new RegExp("^[UWS][A-Z0-9]{2,20}$", "u");
const pattern65 = new RegExp("^[^\\s~^:?*\\[\\\\\\u0000-\\u0020\\u007f]+$", "u");
const schema16 = {"type":["string","array"],"maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$","items":{"$ref":"#/definitions/login"},"maxItems":10};
const schema17 = {"type":"string","maxLength":100,"pattern":"^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$"};
const pattern9 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$", "u");

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema16.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(func3(data) > 100){
const err1 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 100}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern9.test(data)){
const err2 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(Array.isArray(data)){
if(data.length > 10){
const err3 = {instancePath,schemaPath:"#/maxItems",keyword:"maxItems",params:{limit: 10}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(func3(data0) > 100){
const err4 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/login/maxLength",keyword:"maxLength",params:{limit: 100}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern9.test(data0)){
const err5 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/login/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/login/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
validate11.errors = vErrors;
return errors === 0;
}

const schema18 = {"type":["object","null"],"properties":{"workflow":{"type":"string","maxLength":255,"pattern":"^[^/\\\\\\s][^/\\\\\\r\\n]*\\.ya?ml$"},"inputs":{"type":"object","patternProperties":{"^x-":{},"^(?!x-|(?:task|claim|issue|phase|attempt)$)[A-Za-z_][A-Za-z0-9_-]{0,99}$":{"type":["string","number","boolean"],"maxLength":1000}},"additionalProperties":false,"maxProperties":23},"assign":{"type":"array","items":{"$ref":"#/definitions/login"},"maxItems":10,"minItems":1},"logins":{"type":"array","items":{"$ref":"#/definitions/login"},"maxItems":10}},"patternProperties":{"^x-":{}},"additionalProperties":false,"dependencies":{"inputs":["workflow"]},"not":{"type":"object","required":["workflow","assign"]}};
const pattern16 = new RegExp("^[^/\\\\\\s][^/\\\\\\r\\n]*\\.ya?ml$", "u");
const pattern18 = new RegExp("^(?!x-|(?:task|claim|issue|phase|attempt)$)[A-Za-z_][A-Za-z0-9_-]{0,99}$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema18.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
const _errs2 = errors;
if(errors === _errs2){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.workflow === undefined) && (missing0 = "workflow")) || ((data.assign === undefined) && (missing0 = "assign"))){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var valid0 = _errs2 === errors;
if(valid0){
const err3 = {instancePath,schemaPath:"#/not",keyword:"not",params:{}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "workflow") || (key0 === "inputs")) || (key0 === "assign")) || (key0 === "logins")) || (pattern0.test(key0)))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.inputs !== undefined){
if(data.workflow === undefined){
const err5 = {instancePath,schemaPath:"#/dependencies",keyword:"dependencies",params:{property: "inputs",
    missingProperty: "workflow",
    depsCount: 1,
    deps: "workflow"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.workflow !== undefined){
let data0 = data.workflow;
if(typeof data0 === "string"){
if(func3(data0) > 255){
const err6 = {instancePath:instancePath+"/workflow",schemaPath:"#/properties/workflow/maxLength",keyword:"maxLength",params:{limit: 255}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern16.test(data0)){
const err7 = {instancePath:instancePath+"/workflow",schemaPath:"#/properties/workflow/pattern",keyword:"pattern",params:{pattern: "^[^/\\\\\\s][^/\\\\\\r\\n]*\\.ya?ml$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/workflow",schemaPath:"#/properties/workflow/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.inputs !== undefined){
let data1 = data.inputs;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length > 23){
const err9 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/maxProperties",keyword:"maxProperties",params:{limit: 23}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data1){
if(!((pattern0.test(key1)) || (pattern18.test(key1)))){
const err10 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
for(const key3 in data1){
if(pattern18.test(key3)){
let data2 = data1[key3];
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
const err11 = {instancePath:instancePath+"/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/patternProperties/%5E(%3F!x-%7C(%3F%3Atask%7Cclaim%7Cissue%7Cphase%7Cattempt)%24)%5BA-Za-z_%5D%5BA-Za-z0-9_-%5D%7B0%2C99%7D%24/type",keyword:"type",params:{type: schema18.properties.inputs.patternProperties["^(?!x-|(?:task|claim|issue|phase|attempt)$)[A-Za-z_][A-Za-z0-9_-]{0,99}$"].type}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(typeof data2 === "string"){
if(func3(data2) > 1000){
const err12 = {instancePath:instancePath+"/inputs/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/inputs/patternProperties/%5E(%3F!x-%7C(%3F%3Atask%7Cclaim%7Cissue%7Cphase%7Cattempt)%24)%5BA-Za-z_%5D%5BA-Za-z0-9_-%5D%7B0%2C99%7D%24/maxLength",keyword:"maxLength",params:{limit: 1000}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
}
}
else {
const err13 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.assign !== undefined){
let data3 = data.assign;
if(Array.isArray(data3)){
if(data3.length > 10){
const err14 = {instancePath:instancePath+"/assign",schemaPath:"#/properties/assign/maxItems",keyword:"maxItems",params:{limit: 10}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data3.length < 1){
const err15 = {instancePath:instancePath+"/assign",schemaPath:"#/properties/assign/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func3(data4) > 100){
const err16 = {instancePath:instancePath+"/assign/" + i0,schemaPath:"#/definitions/login/maxLength",keyword:"maxLength",params:{limit: 100}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!pattern9.test(data4)){
const err17 = {instancePath:instancePath+"/assign/" + i0,schemaPath:"#/definitions/login/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/assign/" + i0,schemaPath:"#/definitions/login/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/assign",schemaPath:"#/properties/assign/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.logins !== undefined){
let data5 = data.logins;
if(Array.isArray(data5)){
if(data5.length > 10){
const err20 = {instancePath:instancePath+"/logins",schemaPath:"#/properties/logins/maxItems",keyword:"maxItems",params:{limit: 10}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(func3(data6) > 100){
const err21 = {instancePath:instancePath+"/logins/" + i1,schemaPath:"#/definitions/login/maxLength",keyword:"maxLength",params:{limit: 100}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!pattern9.test(data6)){
const err22 = {instancePath:instancePath+"/logins/" + i1,schemaPath:"#/definitions/login/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/logins/" + i1,schemaPath:"#/definitions/login/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/logins",schemaPath:"#/properties/logins/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
validate14.errors = vErrors;
return errors === 0;
}

const schema26 = {"type":"object","properties":{"id":{"$ref":"#/definitions/id"},"title":{"type":"string","minLength":1,"maxLength":222,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"stream":{"$ref":"#/definitions/id"},"priority":{"$ref":"#/definitions/priority"},"effort":{"$ref":"#/definitions/effort"},"complexity":{"$ref":"#/definitions/complexity"},"model":{"$ref":"#/definitions/modelName"},"depends_on":{"type":"array","items":{"$ref":"#/definitions/id"},"maxItems":50},"assignees":{"type":"array","items":{"$ref":"#/definitions/login"},"maxItems":10},"labels":{"type":"array","items":{"type":"string","minLength":1,"maxLength":50,"pattern":"^[^\\S\\r\\n]*[^\\s,][^,\\r\\n]*$"},"maxItems":50},"description":{"type":"string","maxLength":20000},"acceptance_criteria":{"type":"array","items":{"type":"string","minLength":1,"maxLength":500,"pattern":"^[^\\S\\r\\n]*\\S.*$"},"maxItems":50},"paths":{"type":"array","items":{"$ref":"#/definitions/path"},"maxItems":50},"issue":{"type":"integer","minimum":1,"maximum":2147483647},"formerly":{"$ref":"#/definitions/id"},"final":{"type":"boolean"}},"patternProperties":{"^x-":{}},"additionalProperties":false,"required":["id","title"]};
const pattern46 = new RegExp("^[^\\S\\r\\n]*[^\\s,][^,\\r\\n]*$", "u");

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.id === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((func2.call(schema26.properties, key0)) || (pattern0.test(key0)))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.id !== undefined){
let data0 = data.id;
if((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))){
const err3 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: schema12.type}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data0 === "string"){
if(!pattern1.test(data0)){
const err4 = {instancePath:instancePath+"/id",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.title !== undefined){
let data1 = data.title;
if(typeof data1 === "string"){
if(func3(data1) > 222){
const err5 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/maxLength",keyword:"maxLength",params:{limit: 222}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(func3(data1) < 1){
const err6 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern2.test(data1)){
const err7 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.stream !== undefined){
let data2 = data.stream;
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
const err9 = {instancePath:instancePath+"/stream",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: schema12.type}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err10 = {instancePath:instancePath+"/stream",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.priority !== undefined){
let data3 = data.priority;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err11 = {instancePath:instancePath+"/priority",schemaPath:"#/definitions/priority/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 99 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/priority",schemaPath:"#/definitions/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 99}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err13 = {instancePath:instancePath+"/priority",schemaPath:"#/definitions/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.effort !== undefined){
let data4 = data.effort;
if(typeof data4 === "string"){
if(!pattern29.test(data4)){
const err14 = {instancePath:instancePath+"/effort",schemaPath:"#/definitions/effort/pattern",keyword:"pattern",params:{pattern: "^(?!0+(\\.0+)?[hdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[hdw]$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/effort",schemaPath:"#/definitions/effort/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.complexity !== undefined){
let data5 = data.complexity;
if(typeof data5 === "string"){
if(!pattern1.test(data5)){
const err16 = {instancePath:instancePath+"/complexity",schemaPath:"#/definitions/complexity/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/complexity",schemaPath:"#/definitions/complexity/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.model !== undefined){
let data6 = data.model;
if((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))){
const err18 = {instancePath:instancePath+"/model",schemaPath:"#/definitions/modelName/type",keyword:"type",params:{type: schema21.type}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data6 === "string"){
if(!pattern1.test(data6)){
const err19 = {instancePath:instancePath+"/model",schemaPath:"#/definitions/modelName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.depends_on !== undefined){
let data7 = data.depends_on;
if(Array.isArray(data7)){
if(data7.length > 50){
const err20 = {instancePath:instancePath+"/depends_on",schemaPath:"#/properties/depends_on/maxItems",keyword:"maxItems",params:{limit: 50}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if((typeof data8 !== "string") && (!((typeof data8 == "number") && (isFinite(data8))))){
const err21 = {instancePath:instancePath+"/depends_on/" + i0,schemaPath:"#/definitions/id/type",keyword:"type",params:{type: schema12.type}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(typeof data8 === "string"){
if(!pattern1.test(data8)){
const err22 = {instancePath:instancePath+"/depends_on/" + i0,schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
}
else {
const err23 = {instancePath:instancePath+"/depends_on",schemaPath:"#/properties/depends_on/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.assignees !== undefined){
let data9 = data.assignees;
if(Array.isArray(data9)){
if(data9.length > 10){
const err24 = {instancePath:instancePath+"/assignees",schemaPath:"#/properties/assignees/maxItems",keyword:"maxItems",params:{limit: 10}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(typeof data10 === "string"){
if(func3(data10) > 100){
const err25 = {instancePath:instancePath+"/assignees/" + i1,schemaPath:"#/definitions/login/maxLength",keyword:"maxLength",params:{limit: 100}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!pattern9.test(data10)){
const err26 = {instancePath:instancePath+"/assignees/" + i1,schemaPath:"#/definitions/login/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/assignees/" + i1,schemaPath:"#/definitions/login/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/assignees",schemaPath:"#/properties/assignees/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.labels !== undefined){
let data11 = data.labels;
if(Array.isArray(data11)){
if(data11.length > 50){
const err29 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/maxItems",keyword:"maxItems",params:{limit: 50}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len2 = data11.length;
for(let i2=0; i2<len2; i2++){
let data12 = data11[i2];
if(typeof data12 === "string"){
if(func3(data12) > 50){
const err30 = {instancePath:instancePath+"/labels/" + i2,schemaPath:"#/properties/labels/items/maxLength",keyword:"maxLength",params:{limit: 50}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(func3(data12) < 1){
const err31 = {instancePath:instancePath+"/labels/" + i2,schemaPath:"#/properties/labels/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!pattern46.test(data12)){
const err32 = {instancePath:instancePath+"/labels/" + i2,schemaPath:"#/properties/labels/items/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*[^\\s,][^,\\r\\n]*$"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/labels/" + i2,schemaPath:"#/properties/labels/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.description !== undefined){
let data13 = data.description;
if(typeof data13 === "string"){
if(func3(data13) > 20000){
const err35 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 20000}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.acceptance_criteria !== undefined){
let data14 = data.acceptance_criteria;
if(Array.isArray(data14)){
if(data14.length > 50){
const err37 = {instancePath:instancePath+"/acceptance_criteria",schemaPath:"#/properties/acceptance_criteria/maxItems",keyword:"maxItems",params:{limit: 50}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
let data15 = data14[i3];
if(typeof data15 === "string"){
if(func3(data15) > 500){
const err38 = {instancePath:instancePath+"/acceptance_criteria/" + i3,schemaPath:"#/properties/acceptance_criteria/items/maxLength",keyword:"maxLength",params:{limit: 500}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(func3(data15) < 1){
const err39 = {instancePath:instancePath+"/acceptance_criteria/" + i3,schemaPath:"#/properties/acceptance_criteria/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(!pattern2.test(data15)){
const err40 = {instancePath:instancePath+"/acceptance_criteria/" + i3,schemaPath:"#/properties/acceptance_criteria/items/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/acceptance_criteria/" + i3,schemaPath:"#/properties/acceptance_criteria/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/acceptance_criteria",schemaPath:"#/properties/acceptance_criteria/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.paths !== undefined){
let data16 = data.paths;
if(Array.isArray(data16)){
if(data16.length > 50){
const err43 = {instancePath:instancePath+"/paths",schemaPath:"#/properties/paths/maxItems",keyword:"maxItems",params:{limit: 50}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
const len4 = data16.length;
for(let i4=0; i4<len4; i4++){
let data17 = data16[i4];
if(typeof data17 === "string"){
if(func3(data17) > 300){
const err44 = {instancePath:instancePath+"/paths/" + i4,schemaPath:"#/definitions/path/maxLength",keyword:"maxLength",params:{limit: 300}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(func3(data17) < 1){
const err45 = {instancePath:instancePath+"/paths/" + i4,schemaPath:"#/definitions/path/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!pattern2.test(data17)){
const err46 = {instancePath:instancePath+"/paths/" + i4,schemaPath:"#/definitions/path/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/paths/" + i4,schemaPath:"#/definitions/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/paths",schemaPath:"#/properties/paths/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.issue !== undefined){
let data18 = data.issue;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err49 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 2147483647 || isNaN(data18)){
const err50 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data18 < 1 || isNaN(data18)){
const err51 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
if(data.formerly !== undefined){
let data19 = data.formerly;
if((typeof data19 !== "string") && (!((typeof data19 == "number") && (isFinite(data19))))){
const err52 = {instancePath:instancePath+"/formerly",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: schema12.type}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(typeof data19 === "string"){
if(!pattern1.test(data19)){
const err53 = {instancePath:instancePath+"/formerly",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
if(data.final !== undefined){
if(typeof data.final !== "boolean"){
const err54 = {instancePath:instancePath+"/final",schemaPath:"#/properties/final/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
else {
const err55 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="validatePhaseFile" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.phase === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "phase"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.tasks === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tasks"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((func2.call(schema11.properties, key0)) || (pattern0.test(key0)))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.phase !== undefined){
let data0 = data.phase;
if((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))){
const err4 = {instancePath:instancePath+"/phase",schemaPath:"#/definitions/id/type",keyword:"type",params:{type: schema12.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data0 === "string"){
if(!pattern1.test(data0)){
const err5 = {instancePath:instancePath+"/phase",schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.title !== undefined){
let data1 = data.title;
if(typeof data1 === "string"){
if(func3(data1) > 200){
const err6 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func3(data1) < 1){
const err7 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern2.test(data1)){
const err8 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.goal !== undefined){
let data2 = data.goal;
if(typeof data2 === "string"){
if(func3(data2) > 1000){
const err10 = {instancePath:instancePath+"/goal",schemaPath:"#/properties/goal/maxLength",keyword:"maxLength",params:{limit: 1000}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(func3(data2) < 1){
const err11 = {instancePath:instancePath+"/goal",schemaPath:"#/properties/goal/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern2.test(data2)){
const err12 = {instancePath:instancePath+"/goal",schemaPath:"#/properties/goal/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/goal",schemaPath:"#/properties/goal/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.start_date !== undefined){
let data3 = data.start_date;
if(typeof data3 === "string"){
if(!pattern4.test(data3)){
const err14 = {instancePath:instancePath+"/start_date",schemaPath:"#/definitions/date/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/start_date",schemaPath:"#/definitions/date/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.target_date !== undefined){
let data4 = data.target_date;
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err16 = {instancePath:instancePath+"/target_date",schemaPath:"#/definitions/date/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/target_date",schemaPath:"#/definitions/date/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.timezone !== undefined){
let data5 = data.timezone;
if(typeof data5 === "string"){
if(func3(data5) > 64){
const err18 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/maxLength",keyword:"maxLength",params:{limit: 64}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(func3(data5) < 1){
const err19 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/timezone",schemaPath:"#/properties/timezone/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.workdays !== undefined){
let data6 = data.workdays;
if(Array.isArray(data6)){
if(data6.length > 7){
const err21 = {instancePath:instancePath+"/workdays",schemaPath:"#/properties/workdays/maxItems",keyword:"maxItems",params:{limit: 7}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data6.length < 1){
const err22 = {instancePath:instancePath+"/workdays",schemaPath:"#/properties/workdays/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(typeof data7 !== "string"){
const err23 = {instancePath:instancePath+"/workdays/" + i0,schemaPath:"#/properties/workdays/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!(((((((data7 === "mon") || (data7 === "tue")) || (data7 === "wed")) || (data7 === "thu")) || (data7 === "fri")) || (data7 === "sat")) || (data7 === "sun"))){
const err24 = {instancePath:instancePath+"/workdays/" + i0,schemaPath:"#/properties/workdays/items/enum",keyword:"enum",params:{allowedValues: schema11.properties.workdays.items.enum}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/workdays",schemaPath:"#/properties/workdays/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.slots !== undefined){
let data8 = data.slots;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err26 = {instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1000 || isNaN(data8)){
const err27 = {instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err28 = {instancePath:instancePath+"/slots",schemaPath:"#/properties/slots/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data.after !== undefined){
let data9 = data.after;
if(((typeof data9 !== "string") && (!((typeof data9 == "number") && (isFinite(data9))))) && (!(Array.isArray(data9)))){
const err29 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/type",keyword:"type",params:{type: schema11.properties.after.type}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(typeof data9 === "string"){
if(!pattern1.test(data9)){
const err30 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(Array.isArray(data9)){
if(data9.length > 50){
const err31 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/maxItems",keyword:"maxItems",params:{limit: 50}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))){
const err32 = {instancePath:instancePath+"/after/" + i1,schemaPath:"#/definitions/id/type",keyword:"type",params:{type: schema12.type}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(typeof data10 === "string"){
if(!pattern1.test(data10)){
const err33 = {instancePath:instancePath+"/after/" + i1,schemaPath:"#/definitions/id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
}
if(data.milestone !== undefined){
let data11 = data.milestone;
if(((typeof data11 !== "string") && (!((typeof data11 == "number") && (isFinite(data11))))) && (typeof data11 !== "boolean")){
const err34 = {instancePath:instancePath+"/milestone",schemaPath:"#/properties/milestone/type",keyword:"type",params:{type: schema11.properties.milestone.type}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const _errs30 = errors;
const _errs31 = errors;
if(true !== data11){
const err35 = {};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var valid9 = _errs31 === errors;
if(valid9){
const err36 = {instancePath:instancePath+"/milestone",schemaPath:"#/properties/milestone/not",keyword:"not",params:{}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
else {
errors = _errs30;
if(vErrors !== null){
if(_errs30){
vErrors.length = _errs30;
}
else {
vErrors = null;
}
}
}
if(typeof data11 === "string"){
if(func3(data11) > 255){
const err37 = {instancePath:instancePath+"/milestone",schemaPath:"#/properties/milestone/maxLength",keyword:"maxLength",params:{limit: 255}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(func3(data11) < 1){
const err38 = {instancePath:instancePath+"/milestone",schemaPath:"#/properties/milestone/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!pattern2.test(data11)){
const err39 = {instancePath:instancePath+"/milestone",schemaPath:"#/properties/milestone/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data.manager !== undefined){
if(!(validate11(data.manager, {instancePath:instancePath+"/manager",parentData:data,parentDataProperty:"manager",rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
if(data.operators !== undefined){
if(!(validate11(data.operators, {instancePath:instancePath+"/operators",parentData:data,parentDataProperty:"operators",rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
if(data.spawn !== undefined){
let data14 = data.spawn;
if(typeof data14 !== "string"){
const err40 = {instancePath:instancePath+"/spawn",schemaPath:"#/properties/spawn/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!((data14 === "manual") || (data14 === "auto"))){
const err41 = {instancePath:instancePath+"/spawn",schemaPath:"#/properties/spawn/enum",keyword:"enum",params:{allowedValues: schema11.properties.spawn.enum}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.on_dropped !== undefined){
let data15 = data.on_dropped;
if(typeof data15 !== "string"){
const err42 = {instancePath:instancePath+"/on_dropped",schemaPath:"#/properties/on_dropped/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(!((data15 === "hold") || (data15 === "release"))){
const err43 = {instancePath:instancePath+"/on_dropped",schemaPath:"#/properties/on_dropped/enum",keyword:"enum",params:{allowedValues: schema11.properties.on_dropped.enum}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.models !== undefined){
let data16 = data.models;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(Object.keys(data16).length > 100){
const err44 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/maxProperties",keyword:"maxProperties",params:{limit: 100}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
for(const key1 in data16){
if(!((pattern0.test(key1)) || (pattern12.test(key1)))){
const err45 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
for(const key3 in data16){
if(pattern12.test(key3)){
if(!(validate14(data16[key3], {instancePath:instancePath+"/models/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data16,parentDataProperty:key3,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
}
else {
const err46 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.allocation !== undefined){
let data18 = data.allocation;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(Object.keys(data18).length > 100){
const err47 = {instancePath:instancePath+"/allocation",schemaPath:"#/properties/allocation/maxProperties",keyword:"maxProperties",params:{limit: 100}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
for(const key4 in data18){
if(!((pattern0.test(key4)) || (pattern12.test(key4)))){
const err48 = {instancePath:instancePath+"/allocation",schemaPath:"#/properties/allocation/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
for(const key6 in data18){
if(pattern12.test(key6)){
let data19 = data18[key6];
if((typeof data19 !== "string") && (!((typeof data19 == "number") && (isFinite(data19))))){
const err49 = {instancePath:instancePath+"/allocation/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/modelName/type",keyword:"type",params:{type: schema21.type}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(typeof data19 === "string"){
if(!pattern1.test(data19)){
const err50 = {instancePath:instancePath+"/allocation/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/modelName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
}
}
else {
const err51 = {instancePath:instancePath+"/allocation",schemaPath:"#/properties/allocation/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.defaults !== undefined){
let data20 = data.defaults;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key7 in data20){
if(!((((key7 === "priority") || (key7 === "effort")) || (key7 === "complexity")) || (pattern0.test(key7)))){
const err52 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data20.priority !== undefined){
let data21 = data20.priority;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err53 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/definitions/priority/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 99 || isNaN(data21)){
const err54 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/definitions/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 99}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data21 < 1 || isNaN(data21)){
const err55 = {instancePath:instancePath+"/defaults/priority",schemaPath:"#/definitions/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
if(data20.effort !== undefined){
let data22 = data20.effort;
if(typeof data22 === "string"){
if(!pattern29.test(data22)){
const err56 = {instancePath:instancePath+"/defaults/effort",schemaPath:"#/definitions/effort/pattern",keyword:"pattern",params:{pattern: "^(?!0+(\\.0+)?[hdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[hdw]$"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/defaults/effort",schemaPath:"#/definitions/effort/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data20.complexity !== undefined){
let data23 = data20.complexity;
if(typeof data23 === "string"){
if(!pattern1.test(data23)){
const err58 = {instancePath:instancePath+"/defaults/complexity",schemaPath:"#/definitions/complexity/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/defaults/complexity",schemaPath:"#/definitions/complexity/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.streams !== undefined){
let data24 = data.streams;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(Object.keys(data24).length > 100){
const err61 = {instancePath:instancePath+"/streams",schemaPath:"#/properties/streams/maxProperties",keyword:"maxProperties",params:{limit: 100}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
for(const key8 in data24){
if(!((pattern0.test(key8)) || (pattern12.test(key8)))){
const err62 = {instancePath:instancePath+"/streams",schemaPath:"#/properties/streams/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
for(const key10 in data24){
if(pattern12.test(key10)){
let data25 = data24[key10];
if((!(data25 && typeof data25 == "object" && !Array.isArray(data25))) && (data25 !== null)){
const err63 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/stream/type",keyword:"type",params:{type: schema25.type}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key11 in data25){
if(!(((key11 === "title") || (key11 === "slots")) || (pattern0.test(key11)))){
const err64 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/stream/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data25.title !== undefined){
let data26 = data25.title;
if(typeof data26 === "string"){
if(func3(data26) > 80){
const err65 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/title",schemaPath:"#/definitions/stream/properties/title/maxLength",keyword:"maxLength",params:{limit: 80}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(func3(data26) < 1){
const err66 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/title",schemaPath:"#/definitions/stream/properties/title/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(!pattern2.test(data26)){
const err67 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/title",schemaPath:"#/definitions/stream/properties/title/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/title",schemaPath:"#/definitions/stream/properties/title/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data25.slots !== undefined){
let data27 = data25.slots;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err69 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/slots",schemaPath:"#/definitions/stream/properties/slots/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 1000 || isNaN(data27)){
const err70 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/slots",schemaPath:"#/definitions/stream/properties/slots/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data27 < 1 || isNaN(data27)){
const err71 = {instancePath:instancePath+"/streams/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/slots",schemaPath:"#/definitions/stream/properties/slots/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
}
}
}
}
else {
const err72 = {instancePath:instancePath+"/streams",schemaPath:"#/properties/streams/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.tasks !== undefined){
let data28 = data.tasks;
if(Array.isArray(data28)){
if(data28.length > 1000){
const err73 = {instancePath:instancePath+"/tasks",schemaPath:"#/properties/tasks/maxItems",keyword:"maxItems",params:{limit: 1000}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(data28.length < 1){
const err74 = {instancePath:instancePath+"/tasks",schemaPath:"#/properties/tasks/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
const len2 = data28.length;
for(let i2=0; i2<len2; i2++){
if(!(validate16(data28[i2], {instancePath:instancePath+"/tasks/" + i2,parentData:data28,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
}
else {
const err75 = {instancePath:instancePath+"/tasks",schemaPath:"#/properties/tasks/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.heartbeat !== undefined){
let data30 = data.heartbeat;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key12 in data30){
if(!(((key12 === "stall_after") || (key12 === "release_after")) || (pattern0.test(key12)))){
const err76 = {instancePath:instancePath+"/heartbeat",schemaPath:"#/properties/heartbeat/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data30.stall_after !== undefined){
let data31 = data30.stall_after;
if(typeof data31 === "string"){
if(!pattern51.test(data31)){
const err77 = {instancePath:instancePath+"/heartbeat/stall_after",schemaPath:"#/definitions/clock/pattern",keyword:"pattern",params:{pattern: "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/heartbeat/stall_after",schemaPath:"#/definitions/clock/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data30.release_after !== undefined){
let data32 = data30.release_after;
if(typeof data32 === "string"){
if(!pattern51.test(data32)){
const err79 = {instancePath:instancePath+"/heartbeat/release_after",schemaPath:"#/definitions/clock/pattern",keyword:"pattern",params:{pattern: "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/heartbeat/release_after",schemaPath:"#/definitions/clock/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
}
else {
const err81 = {instancePath:instancePath+"/heartbeat",schemaPath:"#/properties/heartbeat/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data.retry !== undefined){
let data33 = data.retry;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
for(const key13 in data33){
if(!(((key13 === "max_attempts") || (key13 === "backoff")) || (pattern0.test(key13)))){
const err82 = {instancePath:instancePath+"/retry",schemaPath:"#/properties/retry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data33.max_attempts !== undefined){
let data34 = data33.max_attempts;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
const err83 = {instancePath:instancePath+"/retry/max_attempts",schemaPath:"#/properties/retry/properties/max_attempts/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 20 || isNaN(data34)){
const err84 = {instancePath:instancePath+"/retry/max_attempts",schemaPath:"#/properties/retry/properties/max_attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data34 < 1 || isNaN(data34)){
const err85 = {instancePath:instancePath+"/retry/max_attempts",schemaPath:"#/properties/retry/properties/max_attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
if(data33.backoff !== undefined){
let data35 = data33.backoff;
if(typeof data35 === "string"){
if(!pattern51.test(data35)){
const err86 = {instancePath:instancePath+"/retry/backoff",schemaPath:"#/definitions/clock/pattern",keyword:"pattern",params:{pattern: "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/retry/backoff",schemaPath:"#/definitions/clock/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
else {
const err88 = {instancePath:instancePath+"/retry",schemaPath:"#/properties/retry/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data.review !== undefined){
let data36 = data.review;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key14 in data36){
if(!(((key14 === "holds_slot") || (key14 === "decide_after")) || (pattern0.test(key14)))){
const err89 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data36.holds_slot !== undefined){
if(typeof data36.holds_slot !== "boolean"){
const err90 = {instancePath:instancePath+"/review/holds_slot",schemaPath:"#/properties/review/properties/holds_slot/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data36.decide_after !== undefined){
let data38 = data36.decide_after;
if(typeof data38 === "string"){
if(!pattern51.test(data38)){
const err91 = {instancePath:instancePath+"/review/decide_after",schemaPath:"#/definitions/clock/pattern",keyword:"pattern",params:{pattern: "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/review/decide_after",schemaPath:"#/definitions/clock/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data.spawn_limit !== undefined){
let data39 = data.spawn_limit;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
for(const key15 in data39){
if(!(((key15 === "per_day") || (key15 === "failures_in_a_row")) || (pattern0.test(key15)))){
const err94 = {instancePath:instancePath+"/spawn_limit",schemaPath:"#/properties/spawn_limit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data39.per_day !== undefined){
let data40 = data39.per_day;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err95 = {instancePath:instancePath+"/spawn_limit/per_day",schemaPath:"#/properties/spawn_limit/properties/per_day/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 10000 || isNaN(data40)){
const err96 = {instancePath:instancePath+"/spawn_limit/per_day",schemaPath:"#/properties/spawn_limit/properties/per_day/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data40 < 1 || isNaN(data40)){
const err97 = {instancePath:instancePath+"/spawn_limit/per_day",schemaPath:"#/properties/spawn_limit/properties/per_day/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
if(data39.failures_in_a_row !== undefined){
let data41 = data39.failures_in_a_row;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err98 = {instancePath:instancePath+"/spawn_limit/failures_in_a_row",schemaPath:"#/properties/spawn_limit/properties/failures_in_a_row/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 1000 || isNaN(data41)){
const err99 = {instancePath:instancePath+"/spawn_limit/failures_in_a_row",schemaPath:"#/properties/spawn_limit/properties/failures_in_a_row/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(data41 < 1 || isNaN(data41)){
const err100 = {instancePath:instancePath+"/spawn_limit/failures_in_a_row",schemaPath:"#/properties/spawn_limit/properties/failures_in_a_row/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
}
else {
const err101 = {instancePath:instancePath+"/spawn_limit",schemaPath:"#/properties/spawn_limit/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data.report !== undefined){
let data42 = data.report;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key16 in data42){
if(!(((key16 === "every") || (key16 === "at")) || (pattern0.test(key16)))){
const err102 = {instancePath:instancePath+"/report",schemaPath:"#/properties/report/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16}};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data42.every !== undefined){
let data43 = data42.every;
if(typeof data43 === "string"){
if(!pattern51.test(data43)){
const err103 = {instancePath:instancePath+"/report/every",schemaPath:"#/definitions/clock/pattern",keyword:"pattern",params:{pattern: "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"}};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
else {
const err104 = {instancePath:instancePath+"/report/every",schemaPath:"#/definitions/clock/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data42.at !== undefined){
let data44 = data42.at;
if(typeof data44 === "string"){
if(!pattern60.test(data44)){
const err105 = {instancePath:instancePath+"/report/at",schemaPath:"#/properties/report/properties/at/pattern",keyword:"pattern",params:{pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$"}};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
else {
const err106 = {instancePath:instancePath+"/report/at",schemaPath:"#/properties/report/properties/at/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
else {
const err107 = {instancePath:instancePath+"/report",schemaPath:"#/properties/report/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data.slack !== undefined){
let data45 = data.slack;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
for(const key17 in data45){
if(!((((key17 === "channel") || (key17 === "mention")) || (key17 === "announce")) || (pattern0.test(key17)))){
const err108 = {instancePath:instancePath+"/slack",schemaPath:"#/properties/slack/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17}};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data45.channel !== undefined){
let data46 = data45.channel;
if(typeof data46 === "string"){
if(!pattern62.test(data46)){
const err109 = {instancePath:instancePath+"/slack/channel",schemaPath:"#/properties/slack/properties/channel/pattern",keyword:"pattern",params:{pattern: "^#?[^\\s#@<>&|]{1,80}$"}};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
else {
const err110 = {instancePath:instancePath+"/slack/channel",schemaPath:"#/properties/slack/properties/channel/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data45.mention !== undefined){
let data47 = data45.mention;
if(Array.isArray(data47)){
if(data47.length > 20){
const err111 = {instancePath:instancePath+"/slack/mention",schemaPath:"#/properties/slack/properties/mention/maxItems",keyword:"maxItems",params:{limit: 20}};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
const len3 = data47.length;
for(let i3=0; i3<len3; i3++){
let data48 = data47[i3];
if(typeof data48 === "string"){
if(!pattern63.test(data48)){
const err112 = {instancePath:instancePath+"/slack/mention/" + i3,schemaPath:"#/properties/slack/properties/mention/items/pattern",keyword:"pattern",params:{pattern: "^[UWS][A-Z0-9]{2,20}$"}};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
else {
const err113 = {instancePath:instancePath+"/slack/mention/" + i3,schemaPath:"#/properties/slack/properties/mention/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
else {
const err114 = {instancePath:instancePath+"/slack/mention",schemaPath:"#/properties/slack/properties/mention/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data45.announce !== undefined){
let data49 = data45.announce;
if(Array.isArray(data49)){
if(data49.length > 4){
const err115 = {instancePath:instancePath+"/slack/announce",schemaPath:"#/properties/slack/properties/announce/maxItems",keyword:"maxItems",params:{limit: 4}};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
const len4 = data49.length;
for(let i4=0; i4<len4; i4++){
let data50 = data49[i4];
if(typeof data50 !== "string"){
const err116 = {instancePath:instancePath+"/slack/announce/" + i4,schemaPath:"#/properties/slack/properties/announce/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if(!((((data50 === "launch") || (data50 === "digest")) || (data50 === "complete")) || (data50 === "picks"))){
const err117 = {instancePath:instancePath+"/slack/announce/" + i4,schemaPath:"#/properties/slack/properties/announce/items/enum",keyword:"enum",params:{allowedValues: schema11.properties.slack.properties.announce.items.enum}};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
}
else {
const err118 = {instancePath:instancePath+"/slack/announce",schemaPath:"#/properties/slack/properties/announce/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
else {
const err119 = {instancePath:instancePath+"/slack",schemaPath:"#/properties/slack/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(data.files !== undefined){
let data51 = data.files;
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
for(const key18 in data51){
if(!(((((key18 === "branch") || (key18 === "progress")) || (key18 === "jobs")) || (key18 === "backlog")) || (pattern0.test(key18)))){
const err120 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18}};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data51.branch !== undefined){
let data52 = data51.branch;
if(typeof data52 === "string"){
if(func3(data52) > 200){
const err121 = {instancePath:instancePath+"/files/branch",schemaPath:"#/properties/files/properties/branch/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if(func3(data52) < 1){
const err122 = {instancePath:instancePath+"/files/branch",schemaPath:"#/properties/files/properties/branch/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if(!pattern65.test(data52)){
const err123 = {instancePath:instancePath+"/files/branch",schemaPath:"#/properties/files/properties/branch/pattern",keyword:"pattern",params:{pattern: "^[^\\s~^:?*\\[\\\\\\u0000-\\u0020\\u007f]+$"}};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
else {
const err124 = {instancePath:instancePath+"/files/branch",schemaPath:"#/properties/files/properties/branch/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data51.progress !== undefined){
let data53 = data51.progress;
if(typeof data53 === "string"){
if(func3(data53) > 300){
const err125 = {instancePath:instancePath+"/files/progress",schemaPath:"#/definitions/path/maxLength",keyword:"maxLength",params:{limit: 300}};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(func3(data53) < 1){
const err126 = {instancePath:instancePath+"/files/progress",schemaPath:"#/definitions/path/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
if(!pattern2.test(data53)){
const err127 = {instancePath:instancePath+"/files/progress",schemaPath:"#/definitions/path/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
else {
const err128 = {instancePath:instancePath+"/files/progress",schemaPath:"#/definitions/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data51.jobs !== undefined){
let data54 = data51.jobs;
if(typeof data54 === "string"){
if(func3(data54) > 300){
const err129 = {instancePath:instancePath+"/files/jobs",schemaPath:"#/definitions/path/maxLength",keyword:"maxLength",params:{limit: 300}};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if(func3(data54) < 1){
const err130 = {instancePath:instancePath+"/files/jobs",schemaPath:"#/definitions/path/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
if(!pattern2.test(data54)){
const err131 = {instancePath:instancePath+"/files/jobs",schemaPath:"#/definitions/path/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
else {
const err132 = {instancePath:instancePath+"/files/jobs",schemaPath:"#/definitions/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
if(data51.backlog !== undefined){
let data55 = data51.backlog;
if(typeof data55 === "string"){
if(func3(data55) > 300){
const err133 = {instancePath:instancePath+"/files/backlog",schemaPath:"#/definitions/path/maxLength",keyword:"maxLength",params:{limit: 300}};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
if(func3(data55) < 1){
const err134 = {instancePath:instancePath+"/files/backlog",schemaPath:"#/definitions/path/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if(!pattern2.test(data55)){
const err135 = {instancePath:instancePath+"/files/backlog",schemaPath:"#/definitions/path/pattern",keyword:"pattern",params:{pattern: "^[^\\S\\r\\n]*\\S.*$"}};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
else {
const err136 = {instancePath:instancePath+"/files/backlog",schemaPath:"#/definitions/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
}
else {
const err137 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
}
else {
const err138 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

function lengthOf(text) {
let length = 0;
for (const _ of text) length += 1;
return length;
}
