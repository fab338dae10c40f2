import {absenceText} from '../domain/find/on-pbx.js';
import {Refusal} from '../domain/refusal.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {sessionPairs} from '../exchange/export/session-pairs.js';
import {sessionRecord} from '../exchange/export/session-record.js';
import {type Store} from '../storage/store.js';
import {formatTime} from '../text/time.js';
import {asOfFlag, pastRecord, readAsOf, recordThen, remarkOn, tellPast} from './as-of.js';
import {type Context, defineCommand, exitCode} from './command.js';
import {ownIdPairs, sessionMeant} from './own-id.js';
import {printJson} from './output.js';
import {printPairs} from './print-pairs.js';
import {sessionThen, toldTransfers} from './session-then.js';
import {withHistory, withStore} from './with-store.js';

type ShowContext = Context<typeof asOfFlag>;

const showNow = ({flags, stdout}: ShowContext, store: Store, id: number): void => {
	const absence = absenceText(store.pulled, id);
	if (flags.json) {
		const {
			session,
			history: {extra},
		} = withHistory(store, id);
		printJson(stdout, {
			...sessionRecord(session, store.directory, store.ownId(id)),
			...(extra && {extra}),
			...(absence && {onPbx: absence}),
		});
	} else {
		const {session, history} = withHistory(store, id);
		const pairs = [...sessionPairs(session, store.directory), ...ownIdPairs(history)];
		printPairs(stdout, absence ? [...pairs, ['On the PBX', absence]] : pairs);
	}
};

const showThen = (context: ShowContext, store: Store, id: number, time: number): void => {
	const {past, session, history} = sessionThen(store, id, time);
	if (session === undefined)
		throw new Refusal(`Session ${id} was purged by then. What was done to it: chatlogs operations ${id}`);
	tellPast(context, past);
	const transfers = toldTransfers(history);
	if (context.flags.json) {
		printJson(context.stdout, {
			asOf: pastRecord(past),
			...recordThen(past, session, store.ownId(id)),
			toldByMessages: transfers.map(entry => ({
				at: isoTime(entry.at),
				from: entry.from ?? null,
				to: entry.to,
				description: describeOperation(entry),
			})),
		});
		return;
	}

	const unknown: Readonly<Record<string, string>> = {
		...(past.table.doubts.has(id, 'status', 'archived') && {
			Status: session.deleted ? 'not known, in the trash' : 'not known',
		}),
		...(past.table.isPurgedSince(id) && {Messages: 'not known'}),
	};
	printPairs(context.stdout, [
		...sessionPairs(session, past.directory).map(([title, text]) => [title, unknown[title] ?? text] as const),
		['Remarks', remarkOn(past, id)],
		...transfers.map(
			entry => ['By messages', `${formatTime(entry.at)} ${describeOperation(entry)}`] as const,
		),
	]);
};

export const show = defineCommand({
	name: 'show',
	summary: 'one session, also one in the trash',
	usage: ['show ID [--as-of TIME] [--json]'],
	numbers: 'first',
	flags: asOfFlag,
	examples: [
		{line: 'show 3073', explanation: 'who wrote to whom, who has it now, its state'},
		{line: 'show CH5e0c', explanation: 'the session that Twilio, for one, calls so'},
		{line: 'show 3073 --as-of 2026-10-31', explanation: 'who had it at the end of that day'},
	],
	async run(context) {
		const time = readAsOf(context);
		const read = sessionMeant(context);
		return withStore(context, async store => {
			const id = await read(store);
			if (time === undefined) showNow(context, store, id);
			else showThen(context, store, id, time);
			return exitCode.done;
		});
	},
});
