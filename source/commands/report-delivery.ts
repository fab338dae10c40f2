import {counted} from '../text/count.js';
import {type Delivery} from '../domain/outbox/due.js';
import {type Settled} from '../exchange/outbox/ledger.js';
import {countOutbox} from '../exchange/platform/waiting.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {printJson, printLine} from './output.js';

const listOf = (settled: readonly Settled<Delivery>[], event: Delivery['event']): number[] =>
	settled
		.filter(({delivery, failure}) => failure === undefined && delivery.event === event)
		.map(({delivery}) => delivery.session);

/** Prints each reason once, with its sessions. */
const tellFailures = ({stderr}: Context, settled: readonly Settled<Delivery>[]): void => {
	const failed = settled.filter(({failure}) => failure !== undefined);
	for (const [reason, those] of Map.groupBy(failed, ({failure}) => failure!)) {
		const ids = those.map(({delivery}) => delivery.session).join(', ');
		printLine(stderr, `chatlogs: not delivered, ${reason}: ${ids}`);
	}
};

const tellTaken = ({stdout}: Context, settled: readonly Settled<Delivery>[]): void => {
	const delivered = listOf(settled, 'session.transferred');
	const withdrawn = listOf(settled, 'session.withdrawn');
	if (delivered.length > 0) printLine(stdout, `Delivered ${counted(delivered.length, 'session')}.`);
	if (withdrawn.length > 0)
		printLine(stdout, `Told the analytics platform that ${counted(withdrawn.length, 'session')} went back.`);
};

/** Reports deliveries that the analytics platform took or finally refused, as they settle. */
export const tellSettled = (context: Context, settled: readonly Settled<Delivery>[]): void => {
	tellTaken(context, settled);
	tellFailures(context, settled);
};

/** Reports the outcome of one run; `stopped` is the reason if it was given up. */
export const reportDelivery = (
	context: Context,
	store: Store,
	settled: readonly Settled<Delivery>[],
	stopped: string | undefined,
): void => {
	if (context.flags.quiet && settled.length === 0 && stopped === undefined) return;
	const {waiting, failed} = countOutbox(store);
	if (context.flags.json) {
		printJson(context.stdout, {
			delivered: listOf(settled, 'session.transferred'),
			withdrawn: listOf(settled, 'session.withdrawn'),
			failed: settled
				.filter(({failure}) => failure !== undefined)
				.map(({delivery, failure}) => ({id: delivery.session, reason: failure})),
			waiting,
			stopped: stopped ?? null,
		});
		return;
	}

	tellSettled(context, settled);
	if (stopped !== undefined) printLine(context.stderr, `chatlogs: ${stopped}`);
	if (waiting > 0) printLine(context.stdout, `Still waiting: ${counted(waiting, 'session')}.`);
	else if (settled.length === 0) printLine(context.stdout, 'Nothing waits.');
	if (failed > 0)
		printLine(context.stdout, `${counted(failed, 'session')} failed. Again: chatlogs deliver --retry`);
};
