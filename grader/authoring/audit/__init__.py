"""`grade dev audit`: do the checks notice when a reference solution is damaged?

mutate         a solution -> its mutants, by the rules in `operators/`
judge          a mutant against the checks, as a submission would be
equivalence    a surviving mutant against the solution, on 10,000 generated answers
claims         mutants an author declares to be the same function, with a reason
journal        what was found, by content, so that nothing is computed twice
exercise       one exercise from its files to its findings
spread         exercises over processes
report         findings -> scores, faults, a document
"""

from __future__ import annotations
