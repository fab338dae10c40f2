import {type Actor, type Change} from '../../source/domain/change.js';
import {planDeletion, planMessageDeletion} from '../../source/domain/act/deletion.js';
import {apiHandler, type Handler} from '../../source/domain/handler.js';
import {type History} from '../../source/domain/history.js';
import {messageType, userType} from '../../source/domain/message.js';
import {type Plan} from '../../source/domain/act/plan.js';
import {Refusal} from '../../source/domain/refusal.js';
import {type Session} from '../../source/domain/session.js';
import {planStateAct} from '../../source/domain/act/state-act.js';
import {planTransfer} from '../../source/domain/act/transfer.js';
import {planRedo, planUndo} from '../../source/domain/act/undo.js';
import {type Given, type MemoryFacts} from './memory-facts.js';
import {ann, bob, fax, ghost, message, office, sales, support} from './office.js';
import {fc} from './random.js';

const anyActor: fc.Arbitrary<Actor> = fc.constantFrom({by: 'ann'}, {by: 'bob'});
/** Some are of no session, and some are named twice. */
const anyIds = fc.array(fc.integer({min: 1, max: 9}), {minLength: 1, maxLength: 6});

const anyMessage = fc.record({
	type: fc.oneof(fc.constant(messageType.user), fc.constantFrom(...Object.values(messageType))),
	userType: fc.constantFrom(0, ...Object.values(userType)),
	delivery: fc.constantFrom(undefined, 'sent', 'failed'),
	files: fc.integer({min: 0, max: 2}),
});

const anyHistory = (id: number): fc.Arbitrary<History> =>
	fc.array(anyMessage, {maxLength: 5}).map(messages => ({
		id,
		records: [],
		messages: messages.map(({type, userType: by, delivery, files}, index) =>
			message({
				id: index + 1,
				type,
				author: {userType: by, number: '1', name: 'Somebody'},
				...(delivery && {delivery}),
				files: Array.from({length: files}, () => ({name: 'a.pdf'})),
			}),
		),
	}));

const anySession: fc.Arbitrary<Partial<Session>> = fc.record({
	handler: fc.constantFrom<Handler>(ann, {...ann, name: 'Ann Park'}, bob, ghost, support, fax, apiHandler),
	status: fc.constantFrom('open', 'closed'),
	archived: fc.boolean(),
	outbound: fc.boolean(),
	deleted: fc.boolean(),
	transfers: fc.integer({min: 0, max: 3}),
	createdAt: fc.constantFrom(undefined, 1_500_000_000),
});

/** A few sessions in a few blocks. */
export const anyStore: fc.Arbitrary<Given> = fc
	.tuple(fc.array(anySession, {minLength: 1, maxLength: 7}), fc.integer({min: 1, max: 4}))
	.chain(([sessions, perBlock]) =>
		fc.tuple(...sessions.map((_, index) => anyHistory(index + 1))).map(histories => ({
			sessions,
			histories,
			perBlock,
			directory: office,
		})),
	);

/** What somebody asks for; it may be refused, or hit nothing. */
interface Asked {
	readonly actor: Actor;
	readonly plan: (facts: MemoryFacts) => Plan;
}

const anyTransfer = fc
	.tuple(anyIds, fc.constantFrom<Handler>(ann, bob, support, sales, apiHandler, ghost))
	.map(
		([sessions, to]) =>
			(facts: MemoryFacts) =>
				planTransfer(facts, {sessions, to, note: 'n'}),
	);
const anyDeletion = anyIds.map(sessions => (facts: MemoryFacts) => planDeletion(facts, {sessions}));
const anyStateAct = fc.tuple(anyIds, fc.constantFrom('close', 'archive', 'unarchive')).map(
	([sessions, kind]) =>
		(facts: MemoryFacts) =>
			planStateAct(facts, {kind, sessions}),
);
const anyMessageDeletion = fc.tuple(fc.integer({min: 1, max: 9}), anyIds).map(
	([session, messages]) =>
		(facts: MemoryFacts) =>
			planMessageDeletion(facts, {session, messages}),
);
const anyUndo = fc.option(fc.integer({min: 1, max: 12}), {nil: undefined});

const anyAct = fc.oneof(anyTransfer, anyStateAct, anyDeletion, anyMessageDeletion);

/** Something that can be undone. */
export const anyActAsked: fc.Arbitrary<Asked> = fc.record({actor: anyActor, plan: anyAct});

/** Also undo and redo. */
export const anyAsked: fc.Arbitrary<Asked> = fc
	.record({actor: anyActor, act: anyAct, of: anyUndo, kind: fc.constantFrom('act', 'act', 'undo', 'redo')})
	.map(({actor, act, of, kind}) => ({
		actor,
		plan: (facts: MemoryFacts) =>
			kind === 'act' ? act(facts) : kind === 'undo' ? planUndo(facts, actor, of) : planRedo(facts, actor),
	}));

/** The change that came of it; `undefined` if it was refused. */
export const attempt = (facts: MemoryFacts, {actor, plan}: Asked): Change | undefined => {
	try {
		return facts.commit(actor, plan(facts).draft);
	} catch (error) {
		if (error instanceof Refusal) return undefined;
		throw error;
	}
};
