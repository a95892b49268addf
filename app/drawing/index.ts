/** The door to the drawing of procedures: what is drawn, as a picture and in words. */
export { A4, layOut } from './lay-out.ts';
export type { Outline } from './outline.ts';
export { outlinePack, outlineProcedure } from './outline-procedure.ts';
export { renderOutline, type Told, type ToldPart, tellOutline } from './render-outline.ts';
export { renderSvg } from './render-svg.ts';
