import {type App} from '../actions/app.js';
import {sendAgain} from '../actions/delivery-actions.js';
import {withoutUrl} from '../domain/outbox/remark.js';
import {formatCount} from '../text/count.js';
import {type Job} from '../state/jobs.js';

/** Counts of sessions that wait, were delivered and were refused, and why nothing is sent, if so. */
const textsOf = ({outbox, store, state, keymap}: App): readonly string[] => {
	const {waiting, delivered, failed} = outbox;
	const {isStopped, trouble} = state.sending;
	return [
		`${formatCount(waiting.length)} waiting · ${formatCount(delivered)} delivered · ${formatCount(failed.length)} failed`,
		...(store.platform === undefined ? [withoutUrl] : []),
		...(isStopped ? [`Stopped here: ${keymap.keyOf('jobs.again')} starts it again.`] : []),
		...(trouble === undefined ? [] : [trouble]),
		...failed.slice(0, 1).map(({session, failure}) => `Session ${session} failed: ${failure!}.`),
	];
};

const stateOf = ({outbox, store, state}: App): Job['state'] => {
	const {isStopped, trouble} = state.sending;
	if (isStopped) return 'stopped';
	if (outbox.waiting.length > 0)
		return store.platform === undefined || trouble !== undefined ? 'waiting' : 'running';
	return outbox.failed.length > 0 ? 'failed' : 'done';
};

/** The job of delivering to the analytics platform. Getters count only on demand, which takes long in a large store. */
export const deliveryJob = (app: App): Job => ({
	id: 'delivery',
	title: 'Delivery',
	get state() {
		return stateOf(app);
	},
	get texts() {
		return textsOf(app);
	},
	get cancel() {
		const {background, outbox, state, keymap} = app;
		const {sending} = background;
		return sending === undefined || outbox.waiting.length === 0 || state.sending.isStopped
			? {
					blocker: `Nothing is being sent. ${keymap.keyOf('jobs.show')} shows what waits. To take a session back, undo its transfer (${keymap.keyOf('changes.open')}).`,
				}
			: () => sending.stop();
	},
	get again() {
		return sendAgain(app, app.outbox.failed);
	},
	list: back => ({kind: 'delivery', back, cursor: 0}),
});
