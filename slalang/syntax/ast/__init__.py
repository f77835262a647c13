"""The tree of a policy as it is written: one class for each rule of grammar/policy.lark, in files along its sections.

Nothing here is resolved: names are names, a limit keeps its digits, a calendar is a word. Every node carries the place where it
stands (`span`), which takes no part in equality, so that two texts that say the same are the same tree.
"""

from slalang.syntax.ast.clock import *
from slalang.syntax.ast.commitment import *
from slalang.syntax.ast.conditions import *
from slalang.syntax.ast.credit import *
from slalang.syntax.ast.document import *
from slalang.syntax.ast.duty import *
from slalang.syntax.ast.events import *
from slalang.syntax.ast.exclusion import *
from slalang.syntax.ast.expectations import *
from slalang.syntax.ast.joint import *
from slalang.syntax.ast.limits import *
from slalang.syntax.ast.node import *
from slalang.syntax.ast.observation import *
from slalang.syntax.ast.parts import *
from slalang.syntax.ast.policy import *
from slalang.syntax.ast.right import *
from slalang.syntax.ast.scenario import *
from slalang.syntax.ast.share import *
from slalang.syntax.ast.time import *
from slalang.syntax.ast.words import *
from slalang.values.money import Rounding as Rounding
