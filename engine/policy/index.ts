export * from './evaluate-guard.ts';
export * from './find-in-pack.ts';
export * from './load-pack.ts';
export * from './schema.ts';
export * from './vocabulary.ts';
