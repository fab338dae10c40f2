/** Where the bundled form of `test/a/b.ts` lies as `test/a/b.mjs`, seen from the project's folder. */
export const testFolder = 'node_modules/.cache/tests';

/** What Node has to import before it can run a test, or a script that tests run. */
export const testLoader = `./${testFolder}/.config/load-tests.mjs`;
