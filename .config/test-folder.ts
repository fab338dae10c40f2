import path from 'node:path';

/** Where the bundled form of `test/a/b.ts` lies as `test/a/b.mjs`. */
export const testFolder = path.join(import.meta.dirname, '../node_modules/.cache/tests');
