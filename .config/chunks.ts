import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build, type BuildOptions, type Metafile, type Plugin} from 'esbuild';

/**
Which modules share a file. esbuild makes a chunk for each set of modules imported when needed that has a part in common:
dozens of files to find and read for any command. So all of these import what is always loaded before them, and those
that have a part in common with the screen and the commands import all of that.
*/

const root = fileURLToPath(new URL('..', import.meta.url));

/** Loaded by the program's first file, when it is not too old a Node that runs it. */
const run = 'source/cli/run.ts';
/** What has most in common of what is imported when needed. */
const large = ['source/cli/screen.ts', 'source/commands/other-commands.ts'];

type Inputs = Metafile['inputs'];

/** The modules that it imports in one of these ways, without those of Node. */
const imported = (inputs: Inputs, name: string, kinds: readonly string[]): readonly string[] =>
	(inputs[name]?.imports ?? [])
		.filter(({kind, external}) => external !== true && kinds.includes(kind))
		.map(each => each.path)
		.filter(each => !each.includes(':'));

/** The module, and all that is loaded with it. */
const loadedWith = (inputs: Inputs, first: string): ReadonlySet<string> => {
	const found = new Set([first]);
	// A set hands on what is added to it meanwhile.
	for (const name of found)
		for (const each of imported(inputs, name, ['import-statement', 'require-call'])) found.add(each);
	return found;
};

/** What each module that is imported when needed has to import besides, so that few files are made of all of them. */
const additionsOf = (inputs: Inputs): ReadonlyMap<string, readonly string[]> => {
	const base = loadedWith(inputs, run);
	const [some, others] = large.map(name => loadedWith(inputs, name));
	const shared = [...some!].filter(
		name => others!.has(name) && !base.has(name) && name.startsWith('source/'),
	);
	const later = Object.keys(inputs)
		.flatMap(name => imported(inputs, name, ['dynamic-import']))
		.filter(name => name.startsWith('source/') && name !== run);
	const always = imported(inputs, run, ['import-statement']);
	return new Map(
		later.map(name => {
			const loaded = loadedWith(inputs, name);
			return [name, shared.some(each => loaded.has(each)) ? [...always, ...shared] : always];
		}),
	);
};

/** Makes few files of the modules that this one imports when needed. */
export const fewFiles = async (entryPoint: string, bundling: BuildOptions): Promise<Plugin> => {
	const {metafile} = await build({...bundling, entryPoints: [entryPoint], write: false, metafile: true});
	const additions = additionsOf(metafile.inputs);
	return {
		name: 'few-files',
		setup(building) {
			building.onLoad({filter: /\/source\/.*\.tsx?$/}, ({path: found}) => {
				const added = additions.get(path.relative(root, found));
				if (added === undefined) return undefined;
				const imports = added.map(name => `import ${JSON.stringify(path.join(root, name))};`);
				const loader = found.endsWith('x') ? 'tsx' : 'ts';
				return {contents: `${readFileSync(found, 'utf8')}\n${imports.join('\n')}\n`, loader};
			});
		},
	};
};
