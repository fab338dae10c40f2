import test from 'ava';
import {type Outlook} from '../../source/domain/keep/outlook.js';
import {policyView} from '../../source/state/policy-rows.js';
import {type Simulated} from '../../source/state/simulated.js';

class Counted extends Set<number> {
	gone = 0;

	override [Symbol.iterator](): SetIterator<number> {
		this.gone++;
		return super[Symbol.iterator]();
	}
}

/** A simulation of a policy with that act, which takes these in one month and leaves those alone. */
const simulated = (
	act: 'delete' | 'purge',
	taken: readonly number[],
	left: ReadonlySet<number>,
): Simulated => {
	const outlook = {
		policy: {act},
		months: [{label: '2026-11', ids: taken}],
		skipped: new Map([['held by “law”', left]]),
	};
	return {newest: 1, days: 90, result: {outlook: outlook as unknown as Outlook, look: {} as never}};
};

const filtersOf = (act: 'delete' | 'purge', ids: readonly number[]): readonly unknown[] =>
	policyView({simulated: simulated(act, ids, new Set([7]))}).rows.map(({filter}) => filter());

test('a row has the filter of its sessions, if that can be read', t => {
	const scattered = Array.from({length: 100}, (_, index) => index * 2);
	t.deepEqual(filtersOf('delete', [3, 1, 2, 9]), ['id:1..3,9', 'id:7']);
	t.deepEqual(filtersOf('purge', [4]), ['is:deleted id:4', 'is:deleted id:7']);
	t.deepEqual(filtersOf('delete', scattered), [undefined, 'id:7']);
});

test('what is drawn at each key is worked out once for a simulation', t => {
	const left = new Counted(Array.from({length: 100}, (_, index) => index * 2));
	const dialog = {simulated: simulated('delete', [1], left)};
	const look = (): void => {
		const {rows} = policyView(dialog);
		t.is(rows[1]!.filter(), undefined);
	};

	look();
	const once = left.gone;
	look();
	look();
	t.is(left.gone, once);
});
