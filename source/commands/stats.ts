import {describeTimes} from '../domain/filter/describe.js';
import {Finder} from '../domain/filter/finder.js';
import {handlerLabel} from '../domain/handler.js';
import {type Directory} from '../domain/directory.js';
import {channelLabel, partyLabel} from '../domain/session.js';
import {countStatistics, type Statistics} from '../domain/statistics.js';
import {formatCount} from '../domain/text/time.js';
import {type Context, defineCommand, exitCode} from './command.js';
import {expectNoInput} from './ids.js';
import {printJson, printLine} from './output.js';
import {type Bar, printBars} from './print-bars.js';
import {printPairs} from './print-pairs.js';
import {printTable} from './print-table.js';
import {readFilter} from './read-filter.js';
import {contextOf, filterFlag} from './targets.js';
import {withStore} from './with-store.js';

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** One way to count the sessions. */
interface Section {
	readonly name: string;
	readonly title: string;
	readonly bars: readonly Bar[];
	/** The part of many that people are shown. */
	readonly part: 'first' | 'last';
}

const sectionsOf = (statistics: Statistics, directory: Directory): readonly Section[] => {
	const {sessions, open, channelTypes, channels, handlers, createdDays, activeDays} = statistics;
	const days = (tallies: Statistics['createdDays']): readonly Bar[] =>
		tallies.map(({value, sessions: count}) => ({label: value, count}));
	return [
		{
			name: 'status',
			title: 'Status',
			part: 'first',
			bars: [
				{label: 'open', count: open},
				{label: 'closed', count: sessions - open},
			],
		},
		{
			name: 'channel-type',
			title: 'Channel type',
			part: 'first',
			bars: channelTypes.map(({value, sessions: count}) => ({label: channelLabel(value), count})),
		},
		{
			name: 'channel',
			title: 'Channel',
			part: 'first',
			bars: channels.map(({value, sessions: count}) => ({
				label: `${channelLabel(value.type)} ${partyLabel(value)}`,
				count,
			})),
		},
		{
			name: 'handler',
			title: 'Handler, ! deleted',
			part: 'first',
			bars: handlers.map(({value, sessions: count}) => ({
				label: `${directory.isDeleted(value) ? '!' : ''}${handlerLabel(value)}`,
				count,
			})),
		},
		{name: 'created', title: 'Created', part: 'last', bars: days(createdDays)},
		{name: 'active', title: 'Last active', part: 'last', bars: days(activeDays)},
		{
			name: 'weekday',
			title: 'Created on',
			part: 'first',
			bars: statistics.weekdays.map(({value, sessions: count}) => ({label: weekdayNames[value]!, count})),
		},
		{
			name: 'hour',
			title: 'Created at',
			part: 'first',
			bars: statistics.hours.map(({value, sessions: count}) => ({
				label: `${String(value).padStart(2, '0')}:00`,
				count,
			})),
		},
	];
};

const sums = ['sessions', 'open', 'orphaned', 'messages', 'failed', 'files'] as const;

const record = (statistics: Statistics, directory: Directory): object => ({
	...Object.fromEntries(sums.map(name => [name, statistics[name]])),
	channelTypes: statistics.channelTypes.map(({value, sessions}) => ({type: value, sessions})),
	channels: statistics.channels.map(({value: {type, name, number}, sessions}) => ({
		type,
		name,
		number,
		sessions,
	})),
	handlers: statistics.handlers.map(({value, sessions}) => ({
		kind: value.kind,
		id: value.id,
		number: value.number,
		name: value.name,
		deleted: directory.isDeleted(value),
		sessions,
	})),
	statuses: [
		{status: 'open', sessions: statistics.open},
		{status: 'closed', sessions: statistics.sessions - statistics.open},
	],
	createdDays: statistics.createdDays.map(({value, sessions}) => ({day: value, sessions})),
	activeDays: statistics.activeDays.map(({value, sessions}) => ({day: value, sessions})),
	weekdays: statistics.weekdays.map(({value, sessions}) => ({weekday: weekdayNames[value], sessions})),
	hours: statistics.hours.map(({value, sessions}) => ({hour: value, sessions})),
});

/** Of days, channels and handlers there may be hundreds. */
const most = 24;

const printForPeople = (
	{stdout}: Pick<Context, 'stdout'>,
	statistics: Statistics,
	directory: Directory,
): void => {
	printPairs(
		stdout,
		sums.map(name => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, formatCount(statistics[name])]),
	);
	for (const {title, bars, part} of sectionsOf(statistics, directory)) {
		if (bars.length === 0) continue;
		const shown = part === 'first' ? bars.slice(0, most) : bars.slice(-most);
		const rest = shown.length < bars.length ? `, the ${part} ${most} of ${formatCount(bars.length)}` : '';
		printLine(stdout, '');
		printLine(stdout, `${title}${rest}`);
		printBars(stdout, shown);
	}
};

const columns = [
	{title: 'Section', cell: ([name]: readonly [string, Bar]) => name},
	{title: 'Value', cell: ([, {label}]: readonly [string, Bar]) => label},
	{title: 'Sessions', cell: ([, {count}]: readonly [string, Bar]) => String(count)},
];

/** Elsewhere than on a terminal: all of it, one count a line. */
const printForPrograms = (
	{stdout}: Pick<Context, 'stdout'>,
	statistics: Statistics,
	directory: Directory,
): void => {
	const totals = sums.map(name => ['total', {label: name, count: statistics[name]}] as const);
	const rows = sectionsOf(statistics, directory).flatMap(({name, bars}) =>
		bars.map(bar => [name, bar] as const),
	);
	printTable(stdout, columns, [...totals, ...rows]);
};

export const stats = defineCommand({
	name: 'stats',
	summary: 'how many sessions there are: by channel, handler, status, day, weekday and hour',
	usage: ['stats [--filter Q] [--json]'],
	flags: filterFlag,
	examples: [
		{line: 'stats', explanation: 'with bars on a terminal; elsewhere section, value and count on each line'},
		{line: "stats --filter 'created:last-30-days' --json", explanation: 'for a script'},
	],
	async run(context) {
		expectNoInput(context);
		const query = readFilter(context.flags.filter ?? '');
		const now = context.surroundings.now();
		return withStore(context, async store => {
			const {table, directory} = store;
			const hits = new Finder(table).hits(query, await contextOf(store, query, now));
			const statistics = countStatistics(table, directory, hits);
			const {stdout, flags} = context;
			if (flags.json) printJson(stdout, {times: describeTimes(query, now), ...record(statistics, directory)});
			else if (stdout.isTTY) printForPeople(context, statistics, directory);
			else printForPrograms(context, statistics, directory);
			return exitCode.done;
		});
	},
});
