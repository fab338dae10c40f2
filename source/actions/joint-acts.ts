import {type Act, planAct} from '../domain/act/act.js';
import {agreedTo, carryOut} from '../domain/act/carry-out.js';
import {type Plan, manyHits} from '../domain/act/plan.js';
import {capitalized, nothingToDo, outcomeOf, pastVerbs} from '../domain/act/sentences.js';
import {dealtWith, skippedInShort} from '../domain/act/skipped.js';
import {Refusal} from '../domain/refusal.js';
import {partyLabel} from '../domain/session.js';
import {refText} from '../domain/session-ref.js';
import {type Site, siteLabel} from '../domain/site.js';
import {type JointConfirmation, type JointPart, type SiteLeftOut} from '../state/joint-confirmation.js';
import {type JointDialog, searchedAgain} from '../state/joint-list.js';
import {stayMarked} from '../state/marks.js';
import {withDialog, withNotice} from '../state/state.js';
import {counted} from '../text/count.js';
import {type App, type AppStore} from './app.js';
import {whileBusy} from './while-busy.js';

/** What is to be done in a site. */
export interface SiteAct {
	readonly site: Site;
	readonly act: Act;
}

const planIn = async (app: App, {site, act}: SiteAct): Promise<JointPart> =>
	app.sites!.lend(site, store => {
		if (store.readOnly !== undefined) throw new Refusal(store.readOnly);
		const plan = planAct(store, app.actor, act);
		if (plan.hits.length === 0) throw new Refusal(nothingToDo(plan));
		const {identity, connection} = store;
		const customers = new Map(plan.hits.map(id => [id, partyLabel(store.session(id)!.customer)]));
		return Promise.resolve({site, store: identity.id, sn: connection?.sn, act, plan, customers});
	});

/** Does each in turn; a refusal leaves one out, and not the others. */
const eachIn = async <Item extends {readonly site: Site}, Result>(
	items: readonly Item[],
	work: (item: Item) => Promise<Result>,
): Promise<{readonly done: readonly Result[]; readonly leftOut: readonly SiteLeftOut[]}> => {
	const done: Result[] = [];
	const leftOut: SiteLeftOut[] = [];
	for (const item of items) {
		try {
			done.push(await work(item));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			leftOut.push({site: item.site, reason: error.message});
		}
	}

	return {done, leftOut};
};

/** A reason may end with a command, so what comes behind it stands apart. */
const leftOutText = (leftOut: readonly SiteLeftOut[]): string =>
	leftOut.map(({site, reason}) => `${siteLabel(site)}: ${reason}`).join(' · ');

/** Plans each act in its site, and asks before any is carried out. */
export const askJoint = async (app: App, back: JointDialog, acts: readonly SiteAct[]): Promise<void> => {
	const {done: parts, leftOut} = await whileBusy(app, 'Planning …', async () =>
		eachIn(acts, async each => planIn(app, each)),
	);
	if (parts.length === 0) throw new Refusal(leftOutText(leftOut));
	const dialog: JointConfirmation = {
		kind: 'joint-confirmation',
		parts,
		leftOut,
		needsCount:
			parts[0]!.act.kind === 'delete' && parts.reduce((sum, {plan}) => sum + plan.hits.length, 0) >= manyHits,
		typed: '',
		openedAt: app.milliseconds(),
		top: 0,
		back,
	};
	// The cursor may have moved meanwhile. What else was opened is left as it is.
	app.update(state =>
		state.dialog?.kind === 'joint' && state.dialog.request === back.request
			? withDialog({...dialog, back: state.dialog})(state)
			: state,
	);
};

/** @throws Refusal if this is not the store that the act was planned for */
const refuseOther = ({identity, connection}: AppStore, {store, sn}: JointPart): void => {
	if (identity.id !== store || connection?.sn !== sn)
		throw new Refusal('It is not the store any more that was confirmed, so nothing was done there.');
};

interface DoneThere {
	readonly part: JointPart;
	readonly plan: Plan;
	/** The sessions that need no mark any more. */
	readonly settled: readonly number[];
}

const carryOutIn = async (app: App, part: JointPart): Promise<DoneThere> =>
	app.sites!.lend(part.site, async store => {
		refuseOther(store, part);
		const clock = store === app.store ? app.background.acting?.clock : () => store.pbxClock;
		const {plan, change} = await carryOut(store, app.actor, () => part.act, agreedTo(part.plan), clock);
		if (change === undefined)
			throw new Refusal('The sessions changed meanwhile, so nothing was done there. Ask again.');
		return {part, plan, settled: dealtWith(plan, store)};
	});

const siteOutcome = ({part: {site, act}, plan}: DoneThere): string => {
	const done = `${siteLabel(site)}: ${outcomeOf(act, plan)}.`;
	return [done, skippedInShort(plan.skipped)].filter(Boolean).join(' ');
};

/** More sites than these are told in one sentence, which leaves room for what was not done. */
const fewSites = 3;

const outcomesOf = (done: readonly DoneThere[]): readonly string[] => {
	if (done.length <= fewSites) return done.map(each => siteOutcome(each));
	const sessions = done.reduce((sum, {plan}) => sum + plan.hits.length, 0);
	const did = capitalized(pastVerbs[done[0]!.part.act.kind]);
	return [
		`${did} ${counted(sessions, 'session')} in ${counted(done.length, 'site')}.`,
		...done.filter(each => each.plan.skipped.length > 0).map(each => siteOutcome(each)),
	];
};

/** How many of those skipped are marked, as a sentence. */
const stillMarked = (marks: ReadonlySet<string>, done: readonly DoneThere[]): string | undefined =>
	stayMarked(
		done.reduce(
			(sum, {part: {site}, plan}) =>
				sum + plan.skipped.filter(({id}) => marks.has(refText({site, id}))).length,
			0,
		),
	);

/** Carries out what was agreed to, a change in each site; then looks through the sites again. */
export const carryOutJoint = async (app: App, {parts, leftOut, back}: JointConfirmation): Promise<void> => {
	app.update(withDialog(back));
	const {done, leftOut: failed} = await whileBusy(app, 'Writing …', async () =>
		eachIn(parts, async part => carryOutIn(app, part)),
	);
	const settled = new Set(
		done.flatMap(({part: {site}, ...those}) => those.settled.map(id => refText({site, id}))),
	);
	const marks = back.marks.difference(settled);
	const undone = [...leftOut, ...failed];
	const texts = [
		...outcomesOf(done),
		stillMarked(marks, done),
		...(done.length > 0 && done[0]!.part.act.kind !== 'undo'
			? [`${app.keymap.keyOf('joint.undo')} takes it back, site by site.`]
			: []),
		...(undone.length === 0 ? [] : [`Not done in ${leftOutText(undone)}`]),
	];
	app.update(state => {
		const told = withNotice(undone.length === 0 ? 'done' : 'refused', texts.filter(Boolean).join(' '))(state);
		const {dialog} = told;
		return dialog?.kind === 'joint'
			? withDialog(searchedAgain({...dialog, marks: dialog.marks.difference(settled)}))(told)
			: told;
	});
};
