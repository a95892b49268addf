export { caseworkPaths } from './paths.ts';
export { registerCasework } from './register.ts';
