import process from 'node:process';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {boundHeap} from './bound-heap.js';
import {defineCommand, exitCode, type Flags} from './command.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {printLine} from './output.js';
import {expectNoInput} from './ids.js';
import {syncOn, syncOnce, type SyncParts} from './sync-store.js';
import {withPbx} from './with-pbx.js';
import {withStore} from './with-store.js';

const flags = {
	full: {
		type: 'boolean',
		explanation: 'compare everything, also what came in before: archived, and what was deleted on the PBX',
	},
	watch: {type: 'boolean', explanation: 'keep running, and take in whatever comes'},
	expectMissing: {
		type: 'number',
		value: 'N',
		explanation: 'so many extensions or queues were deleted, and are not missing by mistake',
	},
	quiet: {type: 'boolean', explanation: 'tell only what is wrong'},
} as const satisfies Flags;

export const sync = defineCommand({
	name: 'sync',
	summary: 'take in what is new on the PBX that the store is connected to',
	usage: ['sync [--full] [--expect-missing N]', 'sync --watch'],
	flags,
	examples: [
		{line: 'sync', explanation: 'only what came since is asked for; for cron'},
		{line: 'sync --watch', explanation: 'keep running until Ctrl-C'},
		{line: 'sync --full', explanation: 'also find what was archived, or deleted, on the PBX'},
	],
	async run(context) {
		expectNoInput(context);
		const {flags: given} = context;
		if (given.watch && (given.full || given.json))
			throw new UsageRefusal('--watch never ends by itself, so it takes neither --full nor --json.');
		const {expectMissing} = given;
		if (expectMissing !== undefined && !(Number.isSafeInteger(expectMissing) && expectMissing > 0))
			throw new UsageRefusal('--expect-missing takes the number of owners that were deleted.');
		boundHeap();
		const ending = new AbortController();
		// What was read until then is taken in first.
		const end = (): void =>
			ending.abort(
				new Refusal(
					'Ended before everything was read. What was read is in the store; sync again for the rest.',
				),
			);
		process.once('SIGINT', end).once('SIGTERM', end);
		try {
			return await withStore(context, async store => {
				let frozen: Promise<void> = Promise.resolve();
				return withPbx(context, store, async ({api, memory, origin}) => {
					const parts: SyncParts = {
						store,
						api,
						origin,
						network: context.sender.network,
						signal: ending.signal,
						onRolledBack(reason) {
							frozen = memory.freeze(reason);
						},
					};
					const code = await (given.watch ? syncOn : syncOnce)(context, parts, given);
					await frozen;
					return code;
				});
			});
		} catch (error) {
			if (!(error instanceof PbxTrouble)) throw error;
			printLine(context.stderr, `chatlogs: ${error.pbxCause}: ${error.message}`);
			return exitCode.store;
		} finally {
			process.off('SIGINT', end).off('SIGTERM', end);
		}
	},
});
