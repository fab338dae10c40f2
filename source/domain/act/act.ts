import {type Actor} from '../change.js';
import {type Facts} from '../facts.js';
import {Refusal} from '../refusal.js';
import {type Handler} from '../handler.js';
import {type ForPbxFacts} from '../outbox/for-pbx.js';
import {planPolicyRun, type PolicyRun} from '../keep/policy-run.js';
import {planDeletion, planMessageDeletion} from './deletion.js';
import {type Plan} from './plan.js';
import {planPurge, type PurgeRequest} from './purge.js';
import {planRestoration} from './restoration.js';
import {planSpread} from './spread.js';
import {planStateAct, type StateActKind} from './state-act.js';
import {planTransfer} from './transfer.js';
import {planRedo, planUndo} from './undo.js';

interface Noted {
	/** Why; kept with the change. */
	readonly note?: string | undefined;
}

/** A user's intention, from the screen or from a command. */
export type Act =
	| ({
			readonly kind: 'transfer';
			readonly sessions: readonly number[];
			/** With several the sessions are spread over them by load. */
			readonly to: readonly Handler[];
			/** The deleted owner who left all of them behind, if that is why they move. */
			readonly leftBy?: Handler;
	  } & Noted)
	| ({readonly kind: StateActKind; readonly sessions: readonly number[]} & Noted)
	| ({readonly kind: 'delete' | 'restore'; readonly sessions: readonly number[]} & Noted)
	| ({
			readonly kind: 'delete-messages';
			readonly session: number;
			readonly messages: readonly number[];
	  } & Noted)
	| {
			readonly kind: 'undo';
			readonly change?: number | undefined;
			/** Only these of its sessions. */
			readonly only?: readonly number[] | undefined;
	  }
	| {readonly kind: 'redo'}
	| ({readonly kind: 'purge'} & PurgeRequest)
	| {
			readonly kind: 'policy';
			readonly run: PolicyRun;
			/** Why a person has to vouch for the clock, if so. */
			readonly clockTrouble?: string | undefined;
	  };

type NotedAct = Exclude<Act, {readonly kind: 'undo' | 'redo' | 'policy'}>;

const unnoted: ReadonlySet<Act['kind']> = new Set(['undo', 'redo', 'policy']);

/**
Whether a note can be kept with it: what takes a change back, or does it again, has none of its own, and the note of a
policy's run names the policy.
*/
export const takesNote = (act: Act): act is NotedAct => !unnoted.has(act.kind);

/** Whether it takes things away for good. */
export const isPurge = (act: Act): boolean =>
	act.kind === 'purge' || (act.kind === 'policy' && act.run.policy.act === 'purge');

export const noteOf = (act: Act): string => (takesNote(act) ? (act.note ?? '') : '');

/** The same act with that note, or without any if the text is blank; an act that takes none stays as it is. */
export const withNote = (act: Act, text: string): Act =>
	takesNote(act) ? {...act, note: text.trim() || undefined} : act;

/** The material that acts are planned from: spreading looks at the load of everybody. */
export type ActFacts = Facts & Pick<ForPbxFacts, 'table' | 'pulled'>;

const planOf = (facts: ActFacts, actor: Actor, act: Act): Plan => {
	switch (act.kind) {
		case 'transfer': {
			const [only, ...others] = act.to;
			return others.length === 0 ? planTransfer(facts, {...act, to: only!}) : planSpread(facts, act);
		}

		case 'close':
		case 'archive':
		case 'unarchive': {
			return planStateAct(facts, act);
		}

		case 'delete': {
			return planDeletion(facts, act);
		}

		case 'restore': {
			return planRestoration(facts, act);
		}

		case 'delete-messages': {
			return planMessageDeletion(facts, act);
		}

		case 'undo': {
			return planUndo(facts, actor, act.change, act.only);
		}

		case 'redo': {
			return planRedo(facts, actor);
		}

		case 'purge': {
			return planPurge(facts, act);
		}

		case 'policy': {
			return planPolicyRun(act.run).plan;
		}
	}
};

/**
The act's plan as of now.
@throws Refusal if it can do nothing at all, whatever it is about
*/
export const planAct = (facts: ActFacts, actor: Actor, act: Act): Plan => {
	const plan = planOf(facts, actor, act);
	const {connection} = facts;
	return connection ? {...plan, sn: connection.sn} : plan;
};

/** @throws Refusal if the plan is about another PBX than the one that was agreed to */
export const refuseOtherPbx = ({sn}: Plan, agreed: Plan): void => {
	if (sn !== agreed.sn)
		throw new Refusal('Nothing was changed: the store was connected to another PBX meanwhile.');
};

const effectsText = ({draft}: Plan): string => JSON.stringify({...draft, note: undefined});

/** Whether both would write the same change, about the same PBX; a note may have been added since. */
export const isSamePlan = (a: Plan, b: Plan): boolean => a.sn === b.sn && effectsText(a) === effectsText(b);
