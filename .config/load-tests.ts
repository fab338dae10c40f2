import {existsSync} from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {testFolder} from './test-folder.ts';

/** Where the bundled form of a test, or of a script that tests run, lies. */
const bundledFrom = (url: string): string => {
	const name = path.relative('.', fileURLToPath(url));
	return path.resolve(testFolder, name.replace(/\.tsx?$/, '.mjs'));
};

/**
Loads the bundled form of a file below `test/` in its place, so that ava, and whoever reads its report, knows the file
as it is written.
*/
const loadBundled = (): void => {
	module.enableCompileCache(path.resolve(testFolder, '../compiled'));
	module.registerHooks({
		resolve: (specifier, context, next) => {
			const resolved = next(specifier, context);
			if (!/^file:.*\/test\/.*\.tsx?$/.test(resolved.url)) return resolved;
			const file = bundledFrom(resolved.url);
			return existsSync(file) ? {...resolved, url: pathToFileURL(file).href, format: 'module'} : resolved;
		},
	});
};

// What c8 tells of a bundle of several files is wrong, so it is given them one by one.
if (process.env.NODE_V8_COVERAGE) {
	const {register} = await import('tsx/esm/api');
	register();
} else {
	loadBundled();
}
