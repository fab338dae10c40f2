/*
A function that compares sixteen bytes at once, which nothing in JavaScript does. It is small enough to be written here
instruction by instruction, by the names that the specification of WebAssembly gives them, so that no compiler is needed:
https://webassembly.github.io/spec/core/appendix/index-instructions.html
*/

/** How many bytes are looked for at once, each at its own distance. */
export const probeCount = 3;

/** Bytes of a page, in which WebAssembly counts its memory. */
export const pageSize = 64 * 1024;

/**
Finds the first position at or after `at`, and before `end`, where all probes fit; at `end` or later if there is none. A
probe is three numbers: the distance from the position, the byte that stands there, and the bits that are set in what stands
there before the two are compared. Reads less than a page behind `end`.
*/
type Kernel = (at: number, end: number, ...probes: readonly number[]) => number;

type Code = readonly number[];

/** A number as WebAssembly writes it: seven bits a byte, the lowest first. */
const number = (value: number): Code =>
	value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >>> 7)];
const counted = (parts: readonly Code[]): Code => [...number(parts.length), ...parts.flat()];
const sized = (code: Code): Code => [...number(code.length), ...code];
const section = (id: number, parts: readonly Code[]): Code => [id, ...sized(counted(parts))];
const named = (name: string): Code => sized([...Buffer.from(name)]);

const type = {i32: 0x7f, v128: 0x7b, function: 0x60} as const;

/** Instructions one after the other. */
const all = (...parts: readonly Code[]): Code => parts.flat();

const end: Code = [0x0b];
const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const constant = (value: number): Code => [0x41, value];
const block = (...parts: readonly Code[]): Code => all([0x02, 0x40], ...parts, end);
const loop = (...parts: readonly Code[]): Code => all([0x03, 0x40], ...parts, end);
const when = (...parts: readonly Code[]): Code => all([0x04, 0x40], ...parts, end);
const again: Code = [0x0c, 0];
const leaveIf: Code = [0x0d, 1];
const give: Code = [0x0f];
const i32 = {atLeast: [0x4f], trailingZeros: [0x68], add: [0x6a], or: [0x72], shiftLeft: [0x74]} as const;
const i8x16 = {splat: [0xfd, 0x0f], equal: [0xfd, 0x23], signs: [0xfd, 0x64]} as const;
const v128 = {
	load: (offset: number): Code => [0xfd, 0x00, 0, offset],
	and: [0xfd, 0x4e],
	or: [0xfd, 0x50],
	isAnySet: [0xfd, 0x53],
} as const;

// Locals: the arguments, then each probe's byte and bits sixteen times over, then where all probes fit.
const at = 0;
const limit = 1;
const probes = Array.from({length: probeCount}, (_, index) => {
	const given = 2 + index * 3;
	const wide = 2 + probeCount * 3 + index * 2;
	return {distance: given, byte: given + 1, bits: given + 2, wideByte: wide, wideBits: wide + 1};
});
const low = 2 + probeCount * 5;
const high = low + 1;

/** Where all probes fit among the sixteen positions that begin so far on. */
const fitting = (offset: number): Code =>
	probes.flatMap(({distance, wideByte, wideBits}, index) =>
		all(
			all(get(at), get(distance), i32.add, v128.load(offset)),
			all(get(wideBits), v128.or, get(wideByte), i8x16.equal),
			index === 0 ? [] : v128.and,
		),
	);

const body = (): Code =>
	all(
		...probes.flatMap(({byte, bits, wideByte, wideBits}) => [
			all(get(byte), i8x16.splat, set(wideByte)),
			all(get(bits), i8x16.splat, set(wideBits)),
		]),
		block(
			loop(
				all(get(at), get(limit), i32.atLeast, leaveIf),
				all(fitting(0), set(low)),
				all(fitting(16), set(high)),
				all(get(low), get(high), v128.or, v128.isAnySet),
				when(
					all(get(low), i8x16.signs),
					all(get(high), i8x16.signs, constant(16), i32.shiftLeft, i32.or),
					all(i32.trailingZeros, get(at), i32.add, give),
				),
				all(get(at), constant(32), i32.add, set(at)),
				again,
			),
		),
		get(limit),
		end,
	);

/** A module with that function, which takes a memory of one page at least. */
const module = (): Code => {
	const parameters = Array.from({length: 2 + probeCount * 3}, () => [type.i32]);
	const locals = counted([[probeCount * 2 + 2, type.v128]]);
	return all(
		[...Buffer.from('\0asm'), 1, 0, 0, 0],
		section(1, [all([type.function], counted(parameters), counted([[type.i32]]))]),
		section(2, [all(named('from'), named('memory'), [0x02, 0x00, 1])]),
		section(3, [[0]]),
		section(7, [all(named('find'), [0x00, 0])]),
		section(10, [sized(all(locals, body()))]),
	);
};

/** What is used of WebAssembly, which the types of Node leave out. */
interface Engine {
	readonly Memory: new (size: {readonly initial: number}) => {readonly buffer: ArrayBuffer};
	readonly Module: new (code: Uint8Array) => object;
	readonly Instance: new (module: object, imports: object) => {readonly exports: {readonly find: Kernel}};
}

/** @throws Error where the processor cannot do this, or Node was started so that nothing is compiled */
export const startKernel = (pages: number): {readonly memory: ArrayBuffer; readonly find: Kernel} => {
	const {Memory, Module, Instance} = (globalThis as unknown as {readonly WebAssembly: Engine}).WebAssembly;
	const memory = new Memory({initial: pages});
	const {exports} = new Instance(new Module(Uint8Array.from(module())), {from: {memory}});
	return {memory: memory.buffer, find: exports.find};
};
