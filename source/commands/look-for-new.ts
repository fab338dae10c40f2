import {createHash} from 'node:crypto';
import {countIds, idRanges, idsIn} from '../domain/id-ranges.js';
import {Refusal} from '../domain/refusal.js';
import {afterLook, type Beginning} from '../domain/watching.js';
import {
	pagesOf,
	type TellOptions,
	tellWebhook,
	type Watched,
	type Webhook,
} from '../exchange/watch/webhook.js';
import {type Store} from '../storage/store.js';
import {type WatchMemory} from '../storage/watch-memory.js';
import {counted, formatCount} from '../text/count.js';
import {formatTime} from '../text/time.js';
import {type Output} from './streams.js';
import {printAll, printLine} from './output.js';
import {readFilter} from './read-filter.js';
import {findSessions} from './targets.js';
import {type WatchContext} from './watch-flags.js';

/** A watch at work. */
export interface Watcher {
	readonly context: WatchContext;
	readonly name: string;
	readonly filter: string;
	readonly store: Store;
	readonly memory: WatchMemory;
	readonly webhook: Webhook | undefined;
	readonly patience: Omit<TellOptions, 'network' | 'now'>;
	/** Shows the progress of searching messages. */
	readonly progress: Output;
}

/** What a look found. */
export interface Look {
	/** What began, if something did. */
	readonly beginning?: Beginning | undefined;
	/** How many sessions match. */
	readonly matching: number;
	/** Whether there was none before with this filter, so that nothing could begin. */
	readonly isFirst: boolean;
}

const watchedBy = ({name, store, context: {site}}: Watcher): Watched => ({
	watch: name,
	store: store.identity.id ?? null,
	site: site?.name,
});

/** What programs are told of a look. */
export const lookText = (watcher: Watcher, {beginning, matching, isFirst}: Look): string => {
	const {id = null, at = null, began = []} = beginning ?? {};
	return `${JSON.stringify({...watchedBy(watcher), id, at, isFirst, matching, sessions: [...idsIn(began)]})}\n`;
};

/** Prints what began, for people with the ids alone on stdout; resolves to whether the reader took all of it. */
const print = async (watcher: Watcher, look: Look, {at, began}: Beginning): Promise<boolean> => {
	const {flags, stdout, stderr} = watcher.context;
	if (flags.json) return printAll(stdout, [lookText(watcher, look)]);
	const count = counted(countIds(began), 'session');
	const matching = formatCount(look.matching);
	printLine(stderr, `${formatTime(at)}  ${watcher.name}: ${count} began to match, ${matching} in all.`);
	return printAll(
		stdout,
		idsIn(began).map(id => `${id}\n`),
	);
};

/** @throws Refusal if the webhook or the reader of the output did not take it */
const tell = async (watcher: Watcher, look: Look, beginning: Beginning): Promise<void> => {
	const {context, webhook, patience} = watcher;
	const {sender, machine} = context;
	const isKept = 'What began is kept, and told by the next run.';
	if (webhook !== undefined) {
		const options = {...patience, network: sender.network, now: machine.now};
		const reason = await tellWebhook(webhook, pagesOf(watchedBy(watcher), beginning), options);
		if (reason !== undefined) throw new Refusal(`Not told: ${reason}. ${isKept}`);
	}

	if (!(await print(watcher, look, beginning))) throw new Refusal(`Nobody read the output. ${isKept}`);
};

const lookNow = async ({context, filter, store, memory, progress}: Watcher): Promise<Look> => {
	const {machine} = context;
	const now = machine.now();
	const find = await findSessions(store, readFilter(filter), {now, stderr: progress});
	const matching = idRanges(find());
	const digest = createHash('sha256').update(filter.trim()).digest('hex');
	const isFirst = memory.value?.filter !== digest;
	const found = {filter: digest, matching};
	const after = afterLook(memory.value, found, () => ({id: machine.random(16), at: now}));
	await memory.keep(after);
	return {beginning: after.due, matching: countIds(matching), isFirst};
};

/**
Tells what is still due; if nothing is, looks, and tells what began since the last look. It is told at least once: it is
remembered as due before it is told, and until it was.
@throws Refusal if it could not be told
*/
export const lookForNew = async (watcher: Watcher): Promise<Look> => {
	const {memory} = watcher;
	const due = memory.value?.due;
	const look = due ? {beginning: due, matching: due.matching, isFirst: false} : await lookNow(watcher);
	if (look.beginning !== undefined) {
		await tell(watcher, look, look.beginning);
		const {filter, matching} = memory.value!;
		await memory.keep({filter, matching});
	}

	return look;
};
