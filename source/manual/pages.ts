import {existsSync, readFileSync} from 'node:fs';

/** The pages lie beside this file, and beside what it is bundled into. */
const folder = new URL('../manual/', import.meta.url);

export interface Topic {
	readonly name: string;
	/** One line on what its page tells. */
	readonly summary: string;
}

const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** Every topic, in the order in which the manual's table of contents lists them. */
export const readTopics = (): readonly Topic[] =>
	Array.from(
		read('README.md').matchAll(/^- \[(?<name>[a-z-]+)\]\(\k<name>\.md\): (?<summary>.+)$/gm),
		({groups}) => ({name: groups!.name!, summary: groups!.summary!}),
	);

/** The page on a topic in Markdown, without the marks that say which parts are drawn; `undefined` if there is none. */
export const readPage = (topic: string): string | undefined => {
	const isTopic = /^[a-z-]+$/.test(topic) && existsSync(new URL(`${topic}.md`, folder));
	return isTopic ? read(`${topic}.md`).replaceAll(/^<!--.*-->\n+/gm, '') : undefined;
};
