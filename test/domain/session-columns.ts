import test from 'ava';
import {columnFields, type ColumnKey, columnKeys} from '../../source/domain/column-fields.js';
import {columnGap, fitColumns, usualColumns} from '../../source/domain/session-columns.js';
import {fc} from '../helpers/random.js';

const widthOf = (fitted: readonly {readonly width: number}[]): number =>
	fitted.reduce((sum, {width}) => sum + width, columnGap.length * (fitted.length - 1));

const anyColumns = fc.option(fc.shuffledSubarray([...columnKeys], {minLength: 1}), {nil: undefined});
const anyWidth = fc.integer({min: 40, max: 250});
const signs = {handler: 2, status: 2} as const satisfies Partial<Record<ColumnKey, number>>;
const extraWidth = (key: ColumnKey): number => (key === 'handler' || key === 'status' ? signs[key] : 0);

test('columns fit, stand in their order, and none is narrower than it needs or wider than it can use', t => {
	fc.assert(
		fc.property(anyColumns, anyWidth, (chosen, width) => {
			const fitted = fitColumns(width, chosen, extraWidth);
			t.true(widthOf(fitted) <= width);
			const keys = fitted.map(({key}) => key);
			t.deepEqual(
				keys,
				(chosen ?? usualColumns).filter(key => keys.includes(key)),
			);
			for (const {key, width: own} of fitted) {
				const {width: least, fits} = columnFields[key];
				const most = typeof fits === 'object' ? fits.upTo : least;
				t.true(own >= least + extraWidth(key) && own <= most + extraWidth(key), key);
			}
		}),
	);
});

test('room is left only where no column can use it', t => {
	fc.assert(
		fc.property(anyColumns, anyWidth, (chosen, width) => {
			const fitted = fitColumns(width, chosen);
			const canGrow = fitted.some(({key, width: own}) => {
				const {fits} = columnFields[key];
				return typeof fits === 'object' && own < fits.upTo;
			});
			if (canGrow) t.is(widthOf(fitted), width);
			else t.pass();
		}),
	);
});

test('a wider terminal shows every column that a narrower one does', t => {
	fc.assert(
		fc.property(anyColumns, anyWidth, (chosen, width) => {
			const wider = new Set(fitColumns(width + 1, chosen).map(({key}) => key));
			for (const {key} of fitColumns(width, chosen)) t.true(wider.has(key), key);
		}),
	);
});

const keysAt = (width: number): readonly ColumnKey[] => fitColumns(width).map(({key}) => key);

test('the second time comes where there is room for the names beside it', t => {
	t.false(keysAt(116).includes('created'));
	t.true(keysAt(150).includes('created'));
	t.true(keysAt(60).includes('active'));
});
