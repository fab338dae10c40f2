import {type App, type Background} from '../actions/app.js';
import {type PbxDue} from '../domain/outbox/pbx-due.js';
import {surveyText} from '../domain/outbox/pbx-survey.js';
import {type Job, type Possible} from '../state/jobs.js';
import {linkText} from '../state/pbx-link.js';
import {counted} from '../text/count.js';

const heldIn = ({acting}: Background): readonly PbxDue[] => acting?.held ?? [];

const textsOf = ({acts, state, background, keymap}: App): readonly string[] => {
	const {needsYou, refused} = acts;
	const {link, now} = state;
	return [
		surveyText(acts),
		...(heldIn(background).length === 0
			? []
			: [
					`${counted(heldIn(background).length, 'deletion')} would go at once, more than may: ${keymap.keyOf('jobs.show')} shows them, and asks.`,
				]),
		...[linkText(link.now, link.frozen, now).long].filter(Boolean),
		...needsYou.slice(0, 1).map(({session, failure}) => `Session ${session}: ${failure!}.`),
		...refused.slice(0, 1).map(({session, failure}) => `Session ${session} was refused: ${failure}.`),
	];
};

const stateOf = ({acts: {pending, needsYou}, state, background}: App): Job['state'] => {
	if (pending.length > heldIn(background).length)
		return state.link.now.kind === 'offline' || state.link.frozen !== undefined ? 'waiting' : 'running';
	if (needsYou.length > 0) return 'failed';
	return pending.length > 0 ? 'waiting' : 'done';
};

const againOf = ({acts: {needsYou}, background}: App): Possible =>
	background.acting === undefined || needsYou.length === 0
		? {blocker: 'Nothing waits for you to decide.'}
		: () => background.acting!.again(needsYou.map(({session}) => session));

/** Asks whether deletions may go that are more than may at once, if some wait. */
const questionOf = (app: App): Job['list'] => {
	const deletions = heldIn(app.background);
	if (deletions.length === 0) return undefined;
	return back => ({
		kind: 'question',
		about: {kind: 'let-go', deletions, back},
		openedAt: app.milliseconds(),
	});
};

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
					get list() {
						return questionOf(app);
					},
				},
			];
