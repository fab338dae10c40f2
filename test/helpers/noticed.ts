import test, {type ExecutionContext} from 'ava';

/** A test that something which is left out would be noticed. */
export const noticedBy = <LeftOut>(isNoticed: (isLeftOut: LeftOut) => Promise<boolean>) =>
	test.macro({
		exec: async (t: ExecutionContext, isLeftOut: LeftOut) => {
			t.true(await isNoticed(isLeftOut));
		},
		title: (title = '') => `it would be noticed if ${title}`,
	});
