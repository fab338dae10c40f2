import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';

/** Where the groups of test files lie, seen from the project's folder. */
const folder = 'test/groups';

/**
So many test files of a room share a process: to start one, and to load what they test, takes longer than most of them.
Those of the app wait most of the time, so that more processes of them fill it.
*/
const togetherIn = (room: string): number => (room === 'app' ? 8 : 24);

/** A test file in a room, which is a folder below `test/`. */
const inRoom = /^test\/(?<room>[^/]+)\/(?<name>.*)\.(?<extension>tsx?)$/;

/** What concerns all tests of a process, so that only a file by itself may have it. */
const concernsAll = /\btest\.(?:before|after)|process\.env\.\w+ = |\(process\.env,/;

const isAlone = (file: string): boolean => !inRoom.test(file) || concernsAll.test(readFileSync(file, 'utf8'));

const sourceOf = (files: readonly string[]): string => {
	const loads = files.map(file => {
		const {room, name, extension} = inRoom.exec(file)!.groups!;
		return `\t'${name}': () => import('../${room}/${name}.${extension === 'ts' ? 'js' : 'jsx'}'),\n`;
	});
	return `import {together} from '../../.config/together.js';\n\nawait together({\n${loads.join('')}});\n`;
};

/**
Writes modules that load several test files of one room each, in place of those that were there.
@returns the modules, and the test files that are to be run by themselves
*/
export const groupTests = (files: readonly string[]): readonly string[] => {
	rmSync(folder, {recursive: true, force: true});
	mkdirSync(folder);
	const byRoom = Map.groupBy(
		files.filter(file => !isAlone(file)).toSorted(),
		file => inRoom.exec(file)!.groups!.room!,
	);
	const groups = [...byRoom].flatMap(([room, members]) => {
		const count = Math.ceil(members.length / togetherIn(room));
		return Array.from({length: count}, (_, number) => {
			const group = `${folder}/${count === 1 ? room : `${room}-${number + 1}`}.ts`;
			// Neighbours, which often take long for the same reason, go to different groups.
			writeFileSync(group, sourceOf(members.filter((__, index) => index % count === number)));
			return group;
		});
	});
	// Some of these take long.
	return [...files.filter(isAlone), ...groups];
};
