import {counted, formatCount} from '../../text/count.js';
import {type Change} from '../change.js';
import {type Handler, handlerKey, handlerLabel} from '../handler.js';
import {type Act, isPurge} from './act.js';
import {type Plan} from './plan.js';

/** `12 sessions`. */
const sessionsOf = ({hits}: Plan): string => counted(new Set(hits).size, 'session');

/** `Support`; where several get some each with how many: `Support (9), Sales (8)`. */
const destinationsOf = ({draft: {moves = []}}: Plan, asked: readonly Handler[]): string => {
	const [first, ...others] = Map.groupBy(moves, ({to}) => handlerKey(to)).values();
	if (first === undefined) return asked.map(handler => handlerLabel(handler)).join(', ');
	if (others.length === 0) return handlerLabel(first[0]!.to);
	return [first, ...others]
		.map(those => {
			const count = those.reduce((sum, {sessions}) => sum + sessions.length, 0);
			return `${handlerLabel(those[0]!.to)} (${formatCount(count)})`;
		})
		.join(', ');
};

/** What an undo or redo brings back: `4 messages of session 3073`, or `12 sessions`. */
const backOf = (plan: Plan): string => {
	const {messagesRestored, messagesDeleted} = plan.draft;
	const sets = messagesRestored ?? messagesDeleted ?? [];
	return sets.length === 0
		? sessionsOf(plan)
		: sets.map(({session, ids}) => `${counted(ids.length, 'message')} of session ${session}`).join(', ');
};

/** `3 sessions and 2 deleted messages`. */
const purgedOf = ({draft: {purged = [], messagesPurged = []}}: Plan): string => {
	const sessions = purged.reduce((sum, group) => sum + group.sessions.length, 0);
	const messages = messagesPurged.reduce((sum, {ids}) => sum + ids.length, 0);
	return [
		...(sessions > 0 || messages === 0 ? [counted(sessions, 'session')] : []),
		...(messages > 0 ? [counted(messages, 'deleted message')] : []),
	].join(' and ');
};

/** The object of an act, as it stands behind the verb. */
const objectOf = (act: Act, plan: Plan): string => {
	switch (act.kind) {
		case 'transfer': {
			const {to, leftBy} = act;
			const owner = leftBy ? ` of ${handlerLabel(leftBy)}` : '';
			return `${sessionsOf(plan)}${owner} to ${destinationsOf(plan, to)}`;
		}

		case 'close':
		case 'archive':
		case 'unarchive':
		case 'delete':
		case 'restore': {
			return sessionsOf(plan);
		}

		case 'delete-messages': {
			return `${counted(plan.hits.length, 'message')} of session ${act.session}`;
		}

		case 'undo': {
			const rest = plan.draft.isPartial && act.only === undefined ? 'the rest of ' : '';
			return `${rest}change ${plan.draft.of!} for ${backOf(plan)}`;
		}

		case 'redo': {
			return `what change ${plan.draft.of!} took back for ${backOf(plan)}`;
		}

		case 'purge': {
			return `${purgedOf(plan)} for good`;
		}

		case 'policy': {
			const name = `policy “${act.run.policy.name}”`;
			if (plan.hits.length === 0) return `${name}, which finds nothing`;
			return isPurge(act)
				? `${name} to purge ${purgedOf(plan)} for good`
				: `${name} to delete ${sessionsOf(plan)}`;
		}
	}
};

/** The verb of an act. */
export const verbs: Readonly<Record<Act['kind'], string>> = {
	transfer: 'transfer',
	close: 'close',
	archive: 'archive',
	unarchive: 'unarchive',
	delete: 'delete',
	restore: 'restore',
	'delete-messages': 'delete',
	undo: 'undo',
	redo: 'redo',
	purge: 'purge',
	policy: 'run',
};

/** What was done, as in `deleted 12 sessions`. */
export const pastVerbs: Readonly<Record<Act['kind'], string>> = {
	transfer: 'transferred',
	close: 'closed',
	archive: 'archived',
	unarchive: 'unarchived',
	delete: 'deleted',
	restore: 'restored',
	'delete-messages': 'deleted',
	undo: 'undid',
	redo: 'redid',
	purge: 'purged',
	policy: 'ran',
};

const participles: typeof pastVerbs = {...pastVerbs, undo: 'undone', redo: 'redone', policy: 'run'};

/** Says that the person decided against it: `Not transferred.` */
export const notDone = ({kind}: Pick<Act, 'kind'>): string => `Not ${participles[kind]}.`;

/** What has to be known before it is agreed to, a sentence each. */
export const remarksOf = (act: Act, {remark, hits}: Plan): readonly string[] => [
	...(remark === undefined ? [] : [remark]),
	...(act.kind === 'policy' && act.clockTrouble !== undefined ? [`${act.clockTrouble} Is it right?`] : []),
	...(isPurge(act) && hits.length > 0
		? ['Nothing brings back what is purged: neither undo nor an import of the same data.']
		: []),
];

export const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `transfer 12 sessions to Support`. */
export const orderOf = (act: Act, plan: Plan): string =>
	`${verbs[act.kind]} ${objectOf(act, plan)}${plan.isFinal ? ', which cannot be undone' : ''}`;

/** `transferred 12 sessions to Support`. */
export const outcomeOf = (act: Act, plan: Plan): string => `${pastVerbs[act.kind]} ${objectOf(act, plan)}`;

/** The command that takes back what a change did, without the program's name; `undefined` if none does. */
export const commandBack = ({kind}: Act, {isFinal, again}: Plan, {n}: Change): string | undefined => {
	if (isFinal) return undefined;
	if (kind === 'undo') return 'redo';
	return `undo ${again?.n ?? n}${again?.isPartial ? ' --only ID…' : ''}`;
};

/** Why there is nothing to do. */
export const nothingToDo = ({skipped}: Plan): string => {
	const [first, ...others] = skipped;
	if (first === undefined) return 'There is nothing to do.';
	return others.length === 0
		? `Nothing to do: ${first.id} is skipped, ${first.reason}.`
		: `Nothing to do: all ${skipped.length} are skipped, the first: ${first.id}, ${first.reason}.`;
};
