import {type App} from '../actions/app.js';
import {type Job, type Possible} from '../state/jobs.js';
import {linkText} from '../state/pbx-link.js';
import {formatCount} from '../text/count.js';

const textsOf = ({acts, state}: App): readonly string[] => {
	const {pending, inGrace, needsYou, refused} = acts;
	const {link, now} = state;
	return [
		`${formatCount(pending.length)} pending · ${formatCount(inGrace.length)} deletions waiting · ${formatCount(needsYou.length)} need you · ${formatCount(refused.length)} refused`,
		...[linkText(link.now, link.frozen, now).long].filter(Boolean),
		...needsYou.slice(0, 1).map(({session, failure}) => `Session ${session}: ${failure!}.`),
		...refused.slice(0, 1).map(({session, failure}) => `Session ${session} was refused: ${failure}.`),
	];
};

const stateOf = ({acts: {pending, needsYou}, state}: App): Job['state'] => {
	if (pending.length > 0)
		return state.link.now.kind === 'offline' || state.link.frozen !== undefined ? 'waiting' : 'running';
	return needsYou.length > 0 ? 'failed' : 'done';
};

const againOf = ({acts: {needsYou}, background}: App): Possible =>
	background.acting === undefined || needsYou.length === 0
		? {blocker: 'Nothing waits for you to decide.'}
		: () => background.acting!.again(needsYou.map(({session}) => session));

/** Carrying acts out on the PBX; nothing where the store is not connected. */
export const actsJob = (app: App): readonly Job[] =>
	app.store.connection === undefined
		? []
		: [
				{
					id: 'acts',
					title: 'PBX',
					get state() {
						return stateOf(app);
					},
					get texts() {
						return textsOf(app);
					},
					get again() {
						return againOf(app);
					},
				},
			];
