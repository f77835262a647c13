"""The resolved, typed policy: what the engine reads, in files along the sections of an agreement.

A tree says what is written; this says what is meant. Names have become what they name, lengths have their
kind, zones and holidays are frozen in (V4), and every choice has been made. It is plain data: equal texts
give equal policies.

Order is meaning: targets, rows and exclusions apply in the order in which they are listed.
"""

from slalang.semantics.policy.clock import *
from slalang.semantics.policy.commitment import *
from slalang.semantics.policy.compiled import *
from slalang.semantics.policy.credit import *
from slalang.semantics.policy.duty import *
from slalang.semantics.policy.exclusion import *
from slalang.semantics.policy.joint import *
from slalang.semantics.policy.limits import *
from slalang.semantics.policy.observation import *
from slalang.semantics.policy.parts import *
from slalang.semantics.policy.right import *
from slalang.semantics.policy.share import *
from slalang.semantics.policy.words import *
