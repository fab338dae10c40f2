import {type Delivery} from '../domain/outbox/due.js';
import {withoutUrl} from '../domain/outbox/remark.js';
import {type DeliveryDialog, underCursor} from '../state/dialog.js';
import {type Possible} from '../state/jobs.js';
import {type Action, type App} from './app.js';
import {dialogActions, goingBack, listActions} from './dialog-actions.js';
import {showInList} from './filter-actions.js';
import {blockerOf, run} from './job-actions.js';

/** Deliveries that were refused, then those that wait. */
export const undelivered = ({outbox}: App): readonly Delivery[] => [...outbox.failed, ...outbox.waiting];

/** Delivers everything that waits now, and retries these refused deliveries. */
export const sendAgain = (app: App, failed: readonly Delivery[]): Possible => {
	const {sending} = app.background;
	if (sending === undefined) return {blocker: 'Nothing is delivered from here.'};
	if (app.store.platform === undefined) return {blocker: withoutUrl};
	const isIdle = app.outbox.waiting.length === 0 && failed.length === 0 && !app.state.sending.isStopped;
	return isIdle
		? {blocker: 'Nothing waits for the analytics platform, and nothing failed.'}
		: () => sending.again(failed.map(({session}) => session));
};

const chosen = (app: App, dialog: DeliveryDialog): Delivery | undefined =>
	underCursor(undelivered(app), dialog);

const noneBlocker = (app: App, dialog: DeliveryDialog): string | undefined =>
	chosen(app, dialog) === undefined ? 'Nothing waits for the analytics platform.' : undefined;

const againOne = (app: App, dialog: DeliveryDialog): Possible => sendAgain(app, [chosen(app, dialog)!]);

export const deliveryActions: readonly Action[] = [
	...listActions('delivery', app => undelivered(app).length),
	...dialogActions('delivery', [
		{
			name: 'again',
			title: 'Deliver this session again, and all that wait at once',
			keys: ['r'],
			hint: 'again',
			blocker: (app, dialog) => noneBlocker(app, dialog) ?? blockerOf(againOne(app, dialog)),
			run: (app, dialog) => run(againOne(app, dialog)),
		},
		{
			name: 'show',
			title: 'Show this session in the list',
			keys: ['enter', 'l'],
			hint: 'show in the list',
			blocker: noneBlocker,
			run: (app, dialog) => showInList(app, `id:${chosen(app, dialog)!.session}`),
		},
		goingBack('Back to the jobs', ['escape', 'q', 'h']),
	]),
];
