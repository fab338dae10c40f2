import {bundleTests} from './build.ts';

// Compiled once for all of them, however many are run, so that nobody runs what is out of date.
await bundleTests();

export default {
	extensions: ['ts', 'tsx'],
	nodeArguments: ['--enable-source-maps', '--import=./.config/load-tests.ts'],
	files: [
		'test/**/*.ts',
		'test/**/*.tsx',
		'!test/helpers/**',
		'!test/fixtures/**',
		'!test/bench/**',
		'!test/pictures/**',
	],
	timeout: '2m',
	// Colours are wanted, though no terminal is there that could show them.
	environmentVariables: {TZ: 'UTC', FORCE_COLOR: '1'},
};
