/**
 * The structure of a network found from its node list alone: chains, parallel sums, and all
 * subnetworks with one input and one output.
 *
 * <p>Shaping needs to know which parts of a network are maps from one tensor to one tensor. In the
 * code that accompanies DKS and TAT the user writes that structure by hand; here it is derived.
 *
 * <p><b>Result.</b> A {@link io.brink.network.region.RegionTree} is a flat list of {@link
 * io.brink.network.region.Chain}s. A chain starts from one tensor (its entry) and is a list of
 * {@link io.brink.network.region.Element}s, each of which turns one tensor into the next:
 *
 * <ul>
 *   <li>{@code Single}: one node with one input;
 *   <li>{@code Join}: a weighted sum, each of whose inputs is the end of a branch, a chain of its
 *       own from the join's fork; an empty branch is an identity shortcut;
 *   <li>{@code Irreducible}: a part that is no such nest; it is left whole, with its nodes.
 * </ul>
 *
 * Every node is in exactly one element.
 *
 * <p><b>Method.</b> Node d dominates v if every path from the input to v passes d; p post-dominates
 * v if every path from v to the output passes p. In a directed acyclic graph in topological order
 * the immediate dominator of v is the lowest common ancestor, in the dominator tree, of the nodes
 * that v reads (Cooper, Harvey and Kennedy 2001, "A simple, fast dominance algorithm": one pass
 * suffices without cycles); post-dominators are the same with edges reversed. Common ancestors are
 * found with skew-binary jump pointers (Myers 1983, "An applicative random-access stack"), so the
 * whole costs O(n log n) at worst and O(n) on series of shallow blocks.
 *
 * <p>The elements of the outermost chain end at the dominators of the output. A sum s with
 * immediate dominator f closes the region between f and s. Its branches are disjoint, and so the
 * region is a join, exactly if (1) every input of s other than f is read by s alone, once, and (2)
 * s is the immediate post-dominator of no node of the region but those inputs: any node whose ways
 * to s part and meet again only in s has s as its immediate post-dominator. Both are local counts.
 * The elements of a branch end at the dominators of the branch's last node, down to f, and so on,
 * with a work list in place of recursion.
 *
 * <p><b>Subnetworks.</b> A {@link io.brink.network.region.Subnetwork} is a non-empty run of
 * consecutive elements of one chain, of the outermost chain or of any branch: a pair of an entry
 * tensor and an exit tensor such that everything between them reads nothing else and is read by
 * nothing else. Parts of irreducible elements, and sums over some of a join's inputs, are not among
 * them: their map is not defined by one tensor alone, or is not computed by a node.
 */
package io.brink.network.region;
