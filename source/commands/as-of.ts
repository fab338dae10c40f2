import {type ColumnKey} from '../domain/column-fields.js';
import {Mistake} from '../domain/language/mistake.js';
import {readPointInTime} from '../domain/language/point-in-time.js';
import {type Doubt} from '../domain/past/doubts.js';
import {type Past} from '../domain/past/past.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Session} from '../domain/session.js';
import {usualKeys} from '../domain/session-fields.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {sessionPathsIn, sessionRecord} from '../exchange/export/session-record.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {formatExactTime} from '../text/time.js';
import {type Context, type Flags} from './command.js';
import {type Heading} from './heading.js';
import {type ListView, ownIdFor} from './list-formats.js';
import {printLine} from './output.js';
import {type Column} from './print-table.js';
import {sessionColumns} from './session-columns.js';

export const asOfFlag = {
	asOf: {
		type: 'string',
		value: 'TIME',
		explanation:
			'as this store was after the newest change up to then: 2026-11-22 or 2026-11 (up to its end), or 2026-11-22T14:30',
	},
} as const satisfies Flags;

type AsOfContext = Pick<Context<typeof asOfFlag>, 'flags' | 'stderr'>;

/**
The time asked for in Unix seconds; `undefined` if none is.
@throws UsageRefusal if it cannot be understood
*/
export const readAsOf = ({flags: {asOf}}: Pick<AsOfContext, 'flags'>): number | undefined => {
	if (asOf === undefined) return undefined;
	const time = readPointInTime(asOf);
	if (typeof time === 'number') return time;
	const expected =
		time instanceof Mistake
			? time.message
			: 'expected a day, as in 2026-11-22, or a time, as in 2026-11-22T14:30';
	throw new UsageRefusal(`--as-of “${asOf}”: ${expected}.`);
};

const nothingThen = (time: number): string =>
	`This store has no change up to ${formatExactTime(time)}, so it showed nothing then.`;

/**
The store as it was at that time.
@throws Refusal if it had no change yet
*/
export const pastAt = (store: Store, time: number): Past => {
	const past = store.asOf(({at}) => at <= time);
	if (past) return past;
	throw new Refusal(nothingThen(time));
};

/** As `pastAt` for one site of several; one that had no change yet is told, and `undefined`. */
export const sitePastAt = ({flags, stderr}: AsOfContext, store: Store, time: number): Past | undefined => {
	const past = store.asOf(({at}) => at <= time);
	if (past === undefined && !flags.quiet) printLine(stderr, nothingThen(time));
	return past;
};

/** What people should know of the past, on stderr. */
export const tellPast = ({flags, stderr}: AsOfContext, {change, table}: Past): void => {
	if (flags.quiet) return;
	const {lost, doubts} = table;
	printLine(
		stderr,
		`As of change ${change.n}, ${formatExactTime(change.at)}. Names, numbers, times and messages are as the store has them now.`,
	);
	if (lost.length > 0) {
		const those =
			lost.length === 1
				? `Change ${lost[0]!} is lost: what it`
				: `Changes ${lost.join(', ')} are lost: what they`;
		printLine(stderr, `${those} did is not known.`);
	}

	const count = doubts.isNeeded ? doubts.count : 0;
	if (count > 0)
		printLine(
			stderr,
			`Not known in part: ${counted(count, 'session')}, because imports by an older chatlogs did not tell what they brought. A filter for what is not known leaves them out.`,
		);
};

/** The same for scripts. */
export const pastRecord = ({change, table}: Past): object => ({
	change: change.n,
	at: isoTime(change.at),
	lost: table.lost,
});

const doubtTexts: Readonly<Record<Doubt, string>> = {
	presence: 'whether it was there yet',
	status: 'status',
	archived: 'whether archived',
};

/** What is to be said of a session as it was, for people; empty if nothing is. */
export const remarkOn = ({table}: Past, id: number): string => {
	const doubts = table.doubts.of(id).map(doubt => doubtTexts[doubt]);
	return [
		...(table.isPurgedSince(id) ? ['purged since'] : []),
		...(doubts.length > 0 ? [`not known: ${doubts.join(', ')}`] : []),
	].join('; ');
};

/** A session as it was, for scripts: what is not known is `null`. */
export const recordThen = ({table, directory}: Past, session: Session, ownId: string | undefined): object => {
	const notKnown = table.doubts.of(session.id);
	const isPurged = table.isPurgedSince(session.id);
	return {
		...sessionRecord(session, directory, ownId),
		...(notKnown.includes('status') && {status: null}),
		...(notKnown.includes('archived') && {archived: null}),
		...(isPurged && {messages: null, failed: null, files: null}),
		purgedSince: isPurged,
		notKnown,
	};
};

/** The parts of a record that only the past has. */
export const pathsThen = ['purgedSince', 'notKnown'];

export const remarksTitle: Heading = {title: 'Remarks', canShrink: true};

/** The usual columns, with what is to be said of a session behind them. */
const columnsThen = (
	past: Past,
	store: Store,
	keys: readonly ColumnKey[] = usualKeys,
): readonly Column<Session>[] => {
	const {doubts} = past.table;
	const {directory} = past;
	const columns = sessionColumns({directory, ownId: id => store.ownId(id)}, keys).map((column, index) => ({
		...column,
		...(keys[index] === 'status' && {
			cell: (session: Session) => (doubts.has(session.id, 'status') ? 'not known' : column.cell(session)),
		}),
	}));
	return [...columns, {...remarksTitle, cell: ({id}) => remarkOn(past, id)}];
};

/** The sessions as they were, to be listed. */
export const listThen = (past: Past, store: Store): ListView => ({
	head: {asOf: pastRecord(past)},
	table: past.table,
	paths: [...sessionPathsIn(store.identity), ...pathsThen],
	session: id => past.table.session(id)!,
	record: (session, paths) => recordThen(past, session, ownIdFor(store, session.id, paths)),
	columns: keys => columnsThen(past, store, keys),
});
