import {handlerLabel} from '../domain/handler.js';
import {type OwnerTimes, ResponseCounter, type ResponseReport} from '../domain/response/response-report.js';
import {type Spread} from '../domain/response/samples.js';
import {sessionTimes} from '../domain/response/session-times.js';
import {type Store} from '../storage/store.js';
import {formatCount} from '../text/count.js';
import {shortDuration} from '../text/duration.js';
import {type Context} from './command.js';
import {printLine} from './output.js';
import {printPairs} from './print-pairs.js';
import {type Column, printTable} from './print-table.js';
import {sessionProgress} from './progress.js';

/** Sessions between two reports of progress. */
const progressStep = 500;

/**
Reads the histories of these sessions, one by one.
@param now Unix seconds
*/
export const responseReport = (
	store: Store,
	ids: Iterable<number>,
	{machine, stderr}: Pick<Context, 'machine' | 'stderr'>,
): ResponseReport => {
	const counter = new ResponseCounter(store.directory, seconds => new Date(seconds * 1000).getHours());
	const now = machine.now();
	const progress = sessionProgress(stderr);
	let done = 0;
	try {
		for (const id of ids) {
			// Read first: reading may find that the session was purged meanwhile.
			const history = store.history(id);
			const session = store.session(id);
			if (session === undefined) continue;
			const changes = store.changesOf(id);
			counter.count(sessionTimes({session, history, changes}, store.deletedMessages(id), now));
			if (++done % progressStep === 0) progress.update(done);
		}
	} finally {
		progress.end();
	}

	return counter.report;
};

const spreadText = ({median, p90}: Spread): string =>
	median === undefined || p90 === undefined ? '—' : `${shortDuration(median)} / ${shortDuration(p90)}`;

/** The hour of the day with the most messages. */
const busiest = ({hours, written}: OwnerTimes): string => {
	const most = hours.indexOf(Math.max(...hours));
	return written === 0 ? '—' : `${String(most).padStart(2, '0')}:00`;
};

const columns: readonly Column<OwnerTimes>[] = [
	{title: 'Owner', cell: ({owner}) => handlerLabel(owner), canShrink: true},
	{title: 'Sessions', cell: ({sessions}) => formatCount(sessions), align: 'right'},
	{title: 'Held for', cell: ({handled}) => shortDuration(handled), canShrink: true},
	{title: 'First response', cell: ({firstResponse}) => spreadText(firstResponse), canShrink: true},
	{title: 'Response', cell: ({response}) => spreadText(response), canShrink: true},
	{title: 'Messages', cell: ({written}) => formatCount(written), align: 'right'},
	{title: 'Busiest', cell: busiest},
];

/** Prints it for people; durations are median and 90th percentile. */
export const printResponseReport = ({stdout}: Pick<Context, 'stdout'>, report: ResponseReport): void => {
	const {sessions, asked, answered, missed, firstResponse, response, duration, owners} = report;
	if (stdout.isTTY) {
		printPairs(stdout, [
			['Sessions', formatCount(sessions)],
			['With a customer’s message', formatCount(asked)],
			['Answered', formatCount(answered)],
			['Missed', formatCount(missed)],
			['First response', spreadText(firstResponse)],
			['Response', spreadText(response)],
			['Duration', spreadText(duration)],
		]);
		printLine(stdout, '');
		printLine(stdout, 'Durations are the median and the 90th percentile.');
		printLine(stdout, '');
	}

	printTable(stdout, columns, owners);
};
