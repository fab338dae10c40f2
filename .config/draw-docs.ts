import {globSync, readFileSync, writeFileSync} from 'node:fs';
import {parts} from './drawn-parts.js';

/** The README and the pages of the manual. */
export const pages: readonly string[] = ['README.md', ...globSync('source/manual/*.md').toSorted()];

const drawn = /^<!-- (?<name>[a-z-]+): drawn by npm run docs -->\n.*?^<!-- end of \k<name> -->$/gms;

/** The names of the parts of a page that are drawn. */
export const partsOf = (page: string): readonly string[] =>
	Array.from(page.matchAll(drawn), ({groups}) => groups!.name!);

/**
A page with the parts between its marks drawn anew from the program.
@throws Error if there is no such part
*/
export const drawPage = async (page: string): Promise<string> => {
	const texts = new Map<string, string>();
	for (const name of partsOf(page)) {
		const draw = parts[name];
		if (draw === undefined) throw new Error(`Nothing draws ${name}.`);
		texts.set(name, await draw());
	}

	return page.replaceAll(
		drawn,
		(_, name: string) =>
			`<!-- ${name}: drawn by npm run docs -->\n\n${texts.get(name)!}\n\n<!-- end of ${name} -->`,
	);
};

if (import.meta.main)
	for (const file of pages) writeFileSync(file, await drawPage(readFileSync(file, 'utf8')));
