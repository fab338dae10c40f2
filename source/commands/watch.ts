import {readSiteName, type Site} from '../domain/site.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {findWebhook, type Webhook} from '../exchange/watch/webhook.js';
import {withWatchMemory} from '../storage/watch-memory.js';
import {counted} from '../text/count.js';
import {boundHeap} from './bound-heap.js';
import {defineCommand, exitCode} from './command.js';
import {type Output} from './streams.js';
import {interruptible} from './interruptible.js';
import {keepWatching} from './keep-watching.js';
import {type Look, lookForNew, lookText, type Watcher} from './look-for-new.js';
import {printAll, printLine} from './output.js';
import {readFilter} from './read-filter.js';
import {type WatchContext, watchFlags} from './watch-flags.js';
import {watchSites} from './watch-sites.js';
import {withStore} from './with-store.js';

/** Failures of the webhook in a row after which a single run leaves it to the next one. */
const patience = 5;

interface WatchRequest {
	readonly name: string;
	readonly filter: string;
	readonly webhook: Webhook | undefined;
}

/**
@throws UsageRefusal if the arguments do not go together
@throws Refusal if the webhook cannot be used
*/
const readRequest = ({input, flags, sender}: WatchContext): WatchRequest => {
	const [name, ...more] = input;
	const {filter, once, json, webhook, allowHttp} = flags;
	if (name === undefined || more.length > 0 || filter === undefined)
		throw new UsageRefusal(
			"Name the watch, and what it watches: chatlogs watch orphans --filter 'is:orphaned status:open'",
		);
	if (readFilter(filter).terms.length === 0)
		throw new UsageRefusal('The filter is empty, so it means every session. Say what is to be watched for.');
	if (json && !once)
		throw new UsageRefusal('Without --once, a watch never ends by itself: leave out --json.');
	if (allowHttp && !webhook) throw new UsageRefusal('--allow-http goes with --webhook.');
	return {
		name: readSiteName(name, 'name of a watch'),
		filter,
		webhook: webhook ? findWebhook(sender, allowHttp === true) : undefined,
	};
};

const tellFirst = ({flags, stderr}: WatchContext, name: string, {isFirst, matching}: Look): void => {
	if (isFirst && !flags.quiet)
		printLine(
			stderr,
			`${name}: ${counted(matching, 'session')} at the first look. From now on, what begins to match is told.`,
		);
};

const watchOnce = async (context: WatchContext, watcher: Watcher): Promise<number> => {
	const look = await lookForNew(watcher);
	if (look.beginning !== undefined) return exitCode.somethingNew;
	if (!context.flags.json) tellFirst(context, watcher.name, look);
	else if (!context.flags.quiet) await printAll(context.stdout, [lookText(watcher, look)]);
	return exitCode.done;
};

/**
Looks once, or until the signal comes.
@param stderr told of the progress and the pauses
*/
const watchStore = async (
	context: WatchContext,
	{name, filter, webhook}: WatchRequest,
	signal: AbortSignal,
	stderr: Output = context.stderr,
): Promise<number> =>
	withStore(context, async store =>
		withWatchMemory(context.machine, context.stateFolder, store, name, async memory => {
			const watcher: Watcher = {
				context,
				name,
				filter,
				store,
				memory,
				webhook,
				progress: stderr,
				patience: {
					signal,
					isPatient: false,
					patience,
					onPause: ({reason, milliseconds}) =>
						printLine(stderr, `chatlogs: ${reason}; again in ${Math.ceil(milliseconds / 1000)} s`),
				},
			};
			if (context.flags.once) return watchOnce(context, watcher);
			return keepWatching(signal, watcher, look => tellFirst(context, name, look));
		}),
	);

/** Where a site's numbers go, each behind its name. */
const numbersOf = (stdout: Output, site: Site): Output => ({
	write: (text, onTaken) => stdout.write(text.replaceAll(/^(?=.)/gm, `${site.name}:`), onTaken),
});

/** Keeps watching in one process, whatever the number of sites; stdout is for numbers alone. */
const watchAll = (context: WatchContext, sites: readonly Site[]): Promise<number> | undefined => {
	const request = readRequest(context);
	if (context.flags.once) return undefined;
	boundHeap();
	return watchSites({...context, stdout: context.stderr}, sites, async (own, signal) => {
		const {site, stdout: news, stderr: troubles} = own;
		const stdout = numbersOf(context.stdout, site!.site);
		return watchStore({...own, stdout, stderr: news}, request, signal, troubles);
	});
};

export const watch = defineCommand({
	name: 'watch',
	summary: 'tell which sessions begin to match a filter, as they do or since the last look',
	usage: [
		'watch NAME --filter Q [--webhook [--allow-http]]',
		'watch NAME --filter Q --once [--webhook [--allow-http]] [--json]',
		'watch NAME --filter Q … --all-sites | --sites A,B | --tag T',
	],
	flags: watchFlags,
	together: {kind: 'outputs', mayWait: true, isNumbered: true, lone: () => undefined, here: watchAll},
	examples: [
		{
			line: "watch orphans --filter 'is:orphaned status:open' --once",
			explanation: 'their ids, if there are any since the last time; for cron',
		},
		{
			line: "watch failed --filter 'has:failed' --webhook",
			explanation: 'keep running, and post ids to your own service',
		},
		{
			line: "watch orphans --filter 'is:orphaned' --once --all-sites",
			explanation: 'all sites side by side, each id behind the name of its site',
		},
	],
	async run(context) {
		const request = readRequest(context);
		if (!context.flags.once) boundHeap();
		return interruptible(new Refusal('Ended. What was not told is told by the next run.'), async signal =>
			watchStore(context, request, signal),
		);
	},
});
