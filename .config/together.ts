import test, {type TestFn} from 'ava';

/** The test file that is being loaded as one of several of one process. */
let loading: string | undefined;

/** Declares the tests of all files at once, as ava wants it, though some files wait for something while they load. */
const declarations: (() => void)[] = [];

/** Loads test files one after the other, each by its name, with which the titles of its tests then begin. */
export const together = async (files: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> => {
	for (const [name, load] of Object.entries(files)) {
		loading = name;
		// Tests belong to the file that is being loaded when they are declared.
		await load();
	}

	loading = undefined;
	for (const declareTest of declarations) declareTest();
};

type Implementation = (...given: readonly unknown[]) => unknown;

type Declare = (...given: readonly unknown[]) => void;

/** Tests of several files go one by one: what each of them opens at once is as much as one process does well. */
const oneByOne = (declare: Declare): Declare =>
	declare === (test as Declare) ? (test.serial as Declare) : declare;

/** Begins outside all that waits for the test before; else an error's stack has a line for each test of the process. */
const apart =
	(implementation: Implementation): Implementation =>
	async (...given) => {
		await new Promise<unknown>((resolve, reject) => {
			setImmediate(() => {
				Promise.try(implementation, ...given).then(resolve, reject);
			});
		});
	};

const titled = (declare: Declare): Declare =>
	new Proxy(declare, {
		apply(_, __, given: readonly unknown[]) {
			const [title, work, ...rest] = given;
			if (loading === undefined || typeof title !== 'string') return declare(...given);
			const fullTitle = `${loading} › ${title}`;
			const begun = typeof work === 'function' ? apart(work as Implementation) : work;
			declarations.push(() => oneByOne(declare)(fullTitle, begun, ...rest));
		},
		get(_, key) {
			const member: unknown = Reflect.get(declare, key);
			return key === 'serial' || key === 'skip' ? titled(member as Declare) : member;
		},
	});

/** What a test file that shares its process with others gets as `ava`; one by itself finds it as it is. */
export default titled(test as Declare) as unknown as TestFn;
