import test, {type TestFn} from 'ava';

/** The test file that is being loaded as one of several of one process. */
let loading: string | undefined;

/** Loads test files one after the other, each by its name, with which the titles of its tests then begin. */
export const together = async (files: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> => {
	for (const [name, load] of Object.entries(files)) {
		loading = name;
		// Tests belong to the file that is being loaded when they are declared.
		await load();
	}

	loading = undefined;
};

type Declare = (...given: readonly unknown[]) => void;

/** Tests of several files go one by one: what each of them opens at once is as much as one process does well. */
const oneByOne = (declare: Declare): Declare =>
	declare === (test as Declare) ? (test.serial as Declare) : declare;

const titled = (declare: Declare): Declare =>
	new Proxy(declare, {
		apply(_, __, given: readonly unknown[]) {
			if (loading === undefined || typeof given[0] !== 'string') return declare(...given);
			return oneByOne(declare)(`${loading} › ${given[0]}`, ...given.slice(1));
		},
		get(_, key) {
			const member: unknown = Reflect.get(declare, key);
			return key === 'serial' || key === 'skip' ? titled(member as Declare) : member;
		},
	});

/** What a test file that shares its process with others gets as `ava`; one by itself finds it as it is. */
export default titled(test as Declare) as unknown as TestFn;
