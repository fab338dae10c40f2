import {type Action} from '../source/actions/app.js';
import {actions, actionsOf} from '../source/actions/registry.js';
import {type Flags, frameFlags, globalFlags} from '../source/commands/command.js';
import {loadCommands} from '../source/commands/command-list.js';
import {exitCodes} from '../source/commands/exit-codes.js';
import {flagForm} from '../source/commands/help-text.js';
import {filterTerms} from '../source/domain/language/terms.js';
import {keyLabel} from '../source/state/key-label.js';
import {type Place} from '../source/state/state.js';
import {keptFigures} from '../test/bench/kept-figures.js';
import {drawExampleStore} from './example-store.js';

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
	narrow: 'What to narrow the list to',
	views: 'In the saved views',
	orphans: 'In the orphans',
	holds: 'In the legal holds and policies',
	'hold-name': 'While a hold is given a name',
	policy: 'In a policy',
	changes: 'In changes and trash',
	change: 'In one change',
	statistics: 'In the statistics',
	'code-points': 'In the code points of a text',
	destination: 'In the choice of the destination',
	confirmation: 'In a confirmation',
	note: 'In the note of a confirmation',
	erasure: 'Before a person is erased',
	'erasure-text': 'In the note or the receipt of an erasure',
	export: 'In the export',
	jobs: 'In the jobs',
	delivery: 'In the delivery',
	question: 'In a question',
	sites: 'In the sites',
	joint: 'In the list of several sites',
	'joint-undo': 'In which site to undo',
	'joint-confirmation': 'In a confirmation for several sites',
	help: 'In the help',
};

const mainPlaces: readonly Place[] = ['list', 'messages', 'operations'];

const titled = (title: string, shown: readonly Action[]): string => `**${title}**\n\n${keyTable(shown)}`;

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
		...dialogs.map(partOf),
	].join('\n\n');
};

/** What the footer of the list offers. */
const drawMainKeys = (): string => keyTable(actionsOf('list').filter(({hint}) => hint !== undefined));

const drawFilter = (): string =>
	table(
		['for example', 'looks at', 'takes'],
		filterTerms.map(({example, explanation, takes}, index) => [
			code(example),
			inCell(explanation),
			takes === filterTerms[index - 1]?.takes ? 'the same' : inCell(takes),
		]),
	);

const drawFilterExamples = (): string =>
	table(
		['for example', 'looks at'],
		filterTerms.map(({example, explanation}) => [code(example), inCell(explanation)]),
	);

const drawCommandNames = (): string =>
	table(
		['command', 'does'],
		commandList.map(({name, summary}) => [code(name), inCell(summary)]),
	);

const drawCommands = (): string => {
	const lines = commandList.flatMap(({usage, summary}) => [
		...usage.map(form => `chatlogs ${form}`),
		`    ${summary}`,
	]);
	return ['```text', ...lines, '```'].join('\n');
};

const flagTable = (flags: Flags): string =>
	table(
		['flag', 'does'],
		Object.entries(flags).map(([key, flag]) => [code(flagForm(key, flag)), inCell(flag.explanation)]),
	);

const drawFlags = (): string =>
	[
		{title: 'Every command', flags: globalFlags},
		{title: 'The screen', flags: frameFlags},
		...commandList.map(({name, flags}) => ({title: `chatlogs ${name}`, flags})),
	]
		.filter(({flags}) => Object.keys(flags).length > 0)
		.map(({title, flags}) => `**${title}**\n\n${flagTable(flags)}`)
		.join('\n\n');

const benchTitles = ['what', 'ours: median (lowest..highest)', 'compared with', 'ratio', 'target', ''];

const drawBench = (): string => {
	const {about, groups} = keptFigures();
	const withTarget = Object.values(groups)
		.flat()
		.filter(cells => cells[4] !== '');
	return `${about}.\n\n${table(
		benchTitles,
		withTarget.map(cells => cells.map(inCell)),
	)}`;
};

/** What a person waits for, in a store of 100,000 sessions. */
const mainFigures = [
	/^first frame, 100,000 sessions$/,
	/^a keystroke, 100,000, slowest/,
	/^search all messages, 0 hits, 100,000$/,
	/^transfer 10,000, durable, 100,000$/,
];

const drawMainFigures = (): string => {
	const rows = Object.values(keptFigures().groups).flat();
	const found = mainFigures.map(name => rows.find(([what]) => name.test(what!)));
	return table(
		benchTitles.slice(0, 3),
		found.map((cells, index) => {
			if (cells === undefined) throw new Error(`No figure is called ${String(mainFigures[index])}.`);
			return cells.slice(0, 3).map(inCell);
		}),
	);
};

const drawExitCodes = (): string =>
	table(
		['exit code', 'means'],
		exitCodes.map(({code: number, meaning}) => [String(number), inCell(meaning)]),
	);

/** What is drawn from the program, by the name that a page calls it by. */
export const parts: Readonly<Record<string, () => string | Promise<string>>> = {
	bench: drawBench,
	'main-figures': drawMainFigures,
	keys: drawKeys,
	'main-keys': drawMainKeys,
	filter: drawFilter,
	'filter-examples': drawFilterExamples,
	commands: drawCommands,
	flags: drawFlags,
	'command-names': drawCommandNames,
	'exit-codes': drawExitCodes,
	files: drawExampleStore,
};
