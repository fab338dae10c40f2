import {describeTimes} from '../domain/language/describe.js';
import {findHits} from '../domain/find/find-rows.js';
import {type Directory} from '../domain/directory.js';
import {countStatistics, type Statistics} from '../domain/find/statistics.js';
import {type Bar, reportOf, shownBars, weekdayNames} from '../domain/find/statistics-report.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {type Context, defineCommand, exitCode} from './command.js';
import {expectNoInput} from './ids.js';
import {printJson, printLine} from './output.js';
import {printBars} from './print-bars.js';
import {printPairs} from './print-pairs.js';
import {printTable} from './print-table.js';
import {readFilter} from './read-filter.js';
import {printResponseReport, responseReport} from './response-times.js';
import {contextOf, filterFlag, findSessions} from './targets.js';
import {sitesFlags} from './sites-flags.js';
import {withStore} from './with-store.js';

const sums = ['sessions', 'open', 'orphaned', 'messages', 'failed', 'files'] as const;

const record = (statistics: Statistics, directory: Directory): object => ({
	...Object.fromEntries(sums.map(name => [name, statistics[name]])),
	medianMessages: statistics.medianMessages,
	oldest: isoTime(statistics.oldest),
	newest: isoTime(statistics.newest),
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

/** The most bars of a section, since there may be hundreds of days, channels and handlers. */
const most = 24;

const printForPeople = (
	{stdout}: Pick<Context, 'stdout'>,
	statistics: Statistics,
	directory: Directory,
): void => {
	const {figures, sections} = reportOf(statistics, directory);
	printPairs(
		stdout,
		figures.map(({title, value, share}) => [title, share === '' ? value : `${value} (${share})`]),
	);
	for (const section of sections) {
		if (section.bars.length === 0) continue;
		printLine(stdout, '');
		printLine(stdout, section.title);
		printBars(stdout, shownBars(section, most));
	}
};

const columns = [
	{title: 'Section', cell: ([name]: readonly [string, Bar]) => name},
	{title: 'Value', cell: ([, {label}]: readonly [string, Bar]) => label},
	{title: 'Sessions', cell: ([, {count}]: readonly [string, Bar]) => String(count)},
];

/** Prints everything for other programs, one count a line. */
const printForPrograms = (
	{stdout}: Pick<Context, 'stdout'>,
	statistics: Statistics,
	directory: Directory,
): void => {
	const totals = sums.map(name => ['total', {label: name, count: statistics[name]}] as const);
	const rows = reportOf(statistics, directory).sections.flatMap(({name, bars}) =>
		bars.map(bar => [name, bar] as const),
	);
	printTable(stdout, columns, [...totals, ...rows]);
};

export const stats = defineCommand({
	name: 'stats',
	summary: 'how many sessions there are: by channel, handler, status, day, weekday and hour',
	usage: ['stats [--filter Q] [--responses] [--json]', 'stats --all-sites | --sites A,B | --tag T …'],
	together: {kind: 'outputs', lone: () => undefined},
	flags: {
		...filterFlag,
		...sitesFlags,
		responses: {
			type: 'boolean',
			explanation: 'how quickly customers are answered, and by whom: reads all messages',
		},
	},
	examples: [
		{line: 'stats', explanation: 'with bars on a terminal; elsewhere section, value and count on each line'},
		{line: "stats --filter 'created:last-30-days' --json", explanation: 'for a script'},
		{
			line: "stats --responses --filter 'created:last-30-days'",
			explanation: 'first response, response times, missed sessions, and the load of each owner',
		},
	],
	async run(context) {
		expectNoInput(context);
		const query = readFilter(context.flags.filter ?? '');
		const now = context.machine.now();
		return withStore(context, async store => {
			const {stdout, stderr, flags} = context;
			if (flags.responses) {
				const find = await findSessions(store, query, {now, stderr});
				const report = responseReport(store, find(), context);
				if (flags.json) printJson(stdout, {times: describeTimes(query, now), ...report});
				else printResponseReport(context, report);
				return exitCode.done;
			}

			const {table, directory} = store;
			const hits = findHits(table, query, await contextOf(store, query, {now, stderr}));
			const statistics = countStatistics(table, directory, hits);
			if (flags.json) printJson(stdout, {times: describeTimes(query, now), ...record(statistics, directory)});
			else if (stdout.isTTY) printForPeople(context, statistics, directory);
			else printForPrograms(context, statistics, directory);
			return exitCode.done;
		});
	},
});
