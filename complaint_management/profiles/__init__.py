"""The thirteen policies as data (R-P01), a file each. A later step adds to them: what a
new record is called here is its key for good."""

from . import (
    policy_a,
    policy_b,
    policy_c,
    policy_d,
    policy_e,
    policy_f,
    policy_g,
    policy_h,
    policy_i,
    policy_j,
    policy_k,
    policy_l,
    policy_m,
)

PROFILES = {
    module.PROFILE.code: module.PROFILE
    for module in (
        policy_a,
        policy_b,
        policy_c,
        policy_d,
        policy_e,
        policy_f,
        policy_g,
        policy_h,
        policy_i,
        policy_j,
        policy_k,
        policy_l,
        policy_m,
    )
}
