import {defineConfig} from 'eslint/config';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import unicorn from 'eslint-plugin-unicorn';
import typescript from 'typescript-eslint';

export default defineConfig(
	{ignores: ['dist/**', 'node_modules/**', 'test/groups/**']},
	typescript.configs.strictTypeChecked,
	typescript.configs.stylisticTypeChecked,
	unicorn.configs.recommended,
	reactHooks.configs.flat.recommended,
	prettier,
	{
		languageOptions: {
			parserOptions: {
				projectService: {allowDefaultProject: ['*.js', '.config/*.js']},
				tsconfigRootDir: `${import.meta.dirname}/..`,
			},
		},
		rules: {
			// Typed arrays and columns are read by index in hot loops, where the index is known to be valid.
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
			'@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
			'@typescript-eslint/no-confusing-void-expression': 'off',
			'@typescript-eslint/prefer-readonly': 'error',
			// Terminal code is about control characters.
			'no-control-regex': 'off',
			// The domain's words and loops over typed arrays read better as they are.
			'unicorn/prevent-abbreviations': 'off',
			'unicorn/no-null': 'off',
			'unicorn/no-for-loop': 'off',
			'unicorn/no-array-reduce': 'off',
			'unicorn/no-array-callback-reference': 'off',
			'unicorn/no-array-for-each': 'off',
			'unicorn/no-nested-ternary': 'off',
			'unicorn/prefer-top-level-await': 'off',
			'unicorn/number-literal-case': 'off',
			'unicorn/no-useless-undefined': 'off',
			'unicorn/prefer-ternary': 'off',
			'unicorn/prefer-code-point': 'off',
			'unicorn/no-process-exit': 'off',
		},
	},
);
