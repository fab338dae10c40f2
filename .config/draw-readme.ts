import {readFileSync, writeFileSync} from 'node:fs';
import {type Action} from '../source/actions/app.js';
import {actions, actionsOf} from '../source/actions/registry.js';
import {loadCommands} from '../source/commands/command-list.js';
import {filterTerms} from '../source/domain/language/terms.js';
import {keyLabel} from '../source/state/key-label.js';
import {type Place} from '../source/state/state.js';

const commandList = await loadCommands();

const inCell = (text: string): string => text.replaceAll('|', String.raw`\|`);

const code = (text: string): string => `\`${inCell(text)}\``;

const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
	[titles, titles.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');

/** Those that are one in the eyes of the reader, such as the ten digits, on one line. */
const keyTable = (shown: readonly Action[]): string => {
	const byTitle = Map.groupBy(shown, ({title}) => title);
	const rows = Array.from(byTitle, ([title, alike]) => [
		alike
			.flatMap(({keys}) => keys)
			.map(key => code(keyLabel(key)))
			.join(' '),
		inCell(title),
	]);
	return table(['key', 'does'], rows);
};

const placeTitles: Readonly<Record<Place, string>> = {
	list: 'In the list',
	messages: 'In messages',
	operations: 'In operations',
	'pane-search': 'Searching in a pane',
	filter: 'While the filter is typed',
	form: 'In the filter form',
	'filter-name': 'While a filter is given a name',
	columns: 'In columns and order',
	orphans: 'In the orphans',
	changes: 'In changes and trash',
	change: 'In one change',
	statistics: 'In the statistics',
	'code-points': 'In the code points of a text',
	'destination-kind': 'In the choice of the kind of destination',
	destination: 'In the choice of the destination',
	confirmation: 'In a confirmation',
	export: 'In the export',
	jobs: 'In the jobs',
	delivery: 'In the delivery',
	question: 'In a question',
	help: 'In the help',
};

const mainPlaces: readonly Place[] = ['list', 'messages', 'operations'];

const titled = (title: string, shown: readonly Action[]): string => `**${title}**\n\n${keyTable(shown)}`;

/** The keys of dialogs are folded away: each is told where it is used. */
const drawKeys = (): string => {
	const common = actions.filter(({places}) => mainPlaces.every(place => places.includes(place)));
	const partOf = (place: Place): string =>
		titled(
			placeTitles[place],
			actionsOf(place).filter(action => !common.includes(action)),
		);
	const dialogs = (Object.keys(placeTitles) as Place[]).filter(place => !mainPlaces.includes(place));
	return [
		titled('In the list, in messages and in operations', common),
		...mainPlaces.map(partOf),
		'<details>\n<summary>Where something is typed, chosen or confirmed</summary>',
		...dialogs.map(partOf),
		'</details>',
	].join('\n\n');
};

const drawFilter = (): string =>
	table(
		['for example', 'looks at', 'takes'],
		filterTerms.map(({example, explanation, takes}, index) => [
			code(example),
			inCell(explanation),
			takes === filterTerms[index - 1]?.takes ? 'the same' : inCell(takes),
		]),
	);

const drawCommands = (): string => {
	const lines = commandList.flatMap(({usage, summary}) => [
		...usage.map(form => `chatlogs ${form}`),
		`    ${summary}`,
	]);
	return ['```text', ...lines, '```'].join('\n');
};

const drawBench = (): string => {
	const {about, rows} = JSON.parse(readFileSync('.config/bench.json', 'utf8')) as {
		readonly about: string;
		readonly rows: readonly (readonly string[])[];
	};
	const titles = ['what', 'ours: median (lowest..highest)', 'compared with', 'ratio', 'target', ''];
	const withTarget = rows.filter(cells => cells[4] !== '');
	return `${about}.\n\n${table(
		titles,
		withTarget.map(cells => cells.map(inCell)),
	)}`;
};

const parts: Readonly<Record<string, () => string>> = {
	bench: drawBench,
	keys: drawKeys,
	filter: drawFilter,
	commands: drawCommands,
};

/**
The README with the parts between its markers drawn anew from the program's own tables.
@throws Error if a marker is missing
*/
export const drawReadme = (readme: string): string => {
	let drawn = readme;
	for (const [name, draw] of Object.entries(parts)) {
		const begin = `<!-- ${name}: drawn by npm run docs -->\n`;
		const end = `\n<!-- end of ${name} -->`;
		const from = drawn.indexOf(begin) + begin.length;
		const to = drawn.indexOf(end, from - 1);
		if (!drawn.includes(begin) || to === -1) throw new Error(`README.md has no place for ${name}.`);
		drawn = `${drawn.slice(0, from)}\n${draw()}\n${drawn.slice(to)}`;
	}

	return drawn;
};

if (import.meta.main) writeFileSync('README.md', drawReadme(readFileSync('README.md', 'utf8')));
