"""Names that the toy form of a phone and its tests share.

A test imports these alone: the module of the form declares it, and every page would ask who may fill it in.
"""

POSTMEN = "postmen"
# Where this file lies the process dies once a postcard is stored, before it says so.
DIES = "dies-after-storing"
