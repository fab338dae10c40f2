/** A function that remembers its last result, and returns it again while the inputs stay the same. */
export const remembered = <Inputs extends readonly unknown[], Result>(
	derive: (...inputs: Inputs) => Result,
): ((...inputs: Inputs) => Result) => {
	let last: {readonly inputs: Inputs; readonly result: Result} | undefined;
	return (...inputs) => {
		if (!last?.inputs.every((input, index) => Object.is(input, inputs[index])))
			last = {inputs, result: derive(...inputs)};
		return last.result;
	};
};
