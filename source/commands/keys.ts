import {peekPreferences} from '../storage/preferences.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {type ActionKeys} from './key-report.js';
import {expectNoInput} from './ids.js';
import {printJson, printLine} from './output.js';
import {type Column, printTable} from './print-table.js';

const flags = {
	check: {type: 'boolean', explanation: 'only say whether the keys of your preferences can be used'},
} as const satisfies Flags;

const listed = (keys: readonly string[]): string => (keys.length === 0 ? 'none' : keys.join(' '));

interface KeyLine {
	readonly action: ActionKeys;
	readonly places: readonly string[];
}

/** Places where an action has the same keys share a line. */
const linesOf = (keys: readonly ActionKeys[]): readonly KeyLine[] =>
	Array.from(
		Map.groupBy(keys, action => `${action.id} ${listed(action.keys)}`).values(),
		([action, ...more]) => ({
			action: action!,
			places: [action!, ...more].map(({place}) => place),
		}),
	);

const print = ({stdout}: Pick<Context, 'stdout'>, keys: readonly ActionKeys[]): void => {
	const defaultOf = ({keys: own, defaults}: ActionKeys): string =>
		listed(own) === listed(defaults) ? '' : listed(defaults);
	const columns: readonly Column<KeyLine>[] = [
		{title: 'Action', cell: ({action}) => action.id},
		{title: 'Keys', cell: ({action}) => listed(action.keys)},
		{title: 'Default', cell: ({action}) => defaultOf(action)},
		{title: 'Does', cell: ({action}) => action.title, canShrink: true},
		{title: 'In', cell: ({places}) => places.join(' '), canShrink: true},
	];
	printTable(stdout, columns, linesOf(keys));
};

export const keys = defineCommand({
	name: 'keys',
	summary: 'the keys of the screen, yours among them; --check says whether yours can be used',
	usage: ['keys [--json]', 'keys --check [--json]'],
	isWithoutStore: true,
	flags,
	examples: [
		{line: 'keys', explanation: 'every action with its id, its keys and its places'},
		{line: 'keys --check', explanation: 'exit code 1, and the reasons, if a key cannot be used'},
	],
	async run(context) {
		expectNoInput(context);
		const {flags: given, stdout, stderr, machine, preferencesFolder} = context;
		const {file, value, problem} =
			preferencesFolder === undefined ? {} : peekPreferences(machine, preferencesFolder);
		const report = await context.readKeys(value);
		const problems = [...(problem === undefined ? [] : [`${file!} ${problem}`]), ...report.problems];
		if (given.json) printJson(stdout, {file: file ?? null, keys: report.keys, problems});
		else {
			for (const each of problems) printLine(stderr, `chatlogs: ${each}`);
			if (!given.check) print(context, report.keys);
			else if (problems.length === 0) printLine(stdout, 'All keys can be used.');
		}

		return given.check && problems.length > 0 ? exitCode.refused : exitCode.done;
	},
});
