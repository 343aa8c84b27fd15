"""make.py: solves small random walks exactly with scipy and writes golden.json. Debian's python3-scipy 1.10.1 and python3-numpy 1.24.2."""
import json
import pathlib

import numpy
from scipy.sparse import lil_matrix
from scipy.sparse.linalg import spsolve


def solve(image, inside, outside, spacing, beta, contrast):
    """The walk of Grady 2006 on a lattice (z, y, x), solved without iteration."""
    index = numpy.arange(image.size).reshape(image.shape)
    laplacian = lil_matrix((image.size, image.size))
    for axis in range(3):
        near = [slice(None)] * 3
        far = [slice(None)] * 3
        near[axis], far[axis] = slice(0, -1), slice(1, None)
        step = (image[tuple(near)] - image[tuple(far)]) / contrast
        weight = numpy.exp(-beta * numpy.minimum(1, step**2)) / spacing[axis] ** 2 + 1e-6
        for i, j, w in zip(index[tuple(near)].ravel(), index[tuple(far)].ravel(), weight.ravel()):
            laplacian[i, i] += w
            laplacian[j, j] += w
            laplacian[i, j] -= w
            laplacian[j, i] -= w
    seeds = (inside | outside).ravel()
    free = numpy.flatnonzero(~seeds)
    laplacian = laplacian.tocsr()
    right = -laplacian[free][:, numpy.flatnonzero(inside.ravel())].sum(axis=1)
    result = inside.ravel().astype(float)
    result[free] = spsolve(laplacian[free][:, free].tocsc(), numpy.asarray(right).ravel())
    return result


def main():
    cases = []
    for seed, shape, spacing, beta, contrast in [
        (1, (4, 5, 6), (1.1, 0.76, 0.76), 60, 100),
        (2, (1, 9, 8), (2.0, 1.0, 1.0), 90, 60),
        (3, (6, 6, 6), (3.0, 0.9, 1.2), 10, 30),
    ]:
        random = numpy.random.default_rng(seed)
        image = numpy.round(random.normal(100, 25, shape), 2).astype(numpy.float32).astype(float)
        inside = numpy.zeros(shape, bool)
        outside = numpy.zeros(shape, bool)
        inside.ravel()[random.choice(image.size, 3, replace=False)] = True
        outside.ravel()[random.choice(numpy.flatnonzero(~inside.ravel()), 5, replace=False)] = True
        cases.append(
            {
                "size": list(shape[::-1]),
                "spacingMm": list(spacing[::-1]),
                "beta": beta,
                "contrast": contrast,
                "image": image.ravel().tolist(),
                "foreground": numpy.flatnonzero(inside.ravel()).tolist(),
                "background": numpy.flatnonzero(outside.ravel()).tolist(),
                "probability": solve(image, inside, outside, spacing, beta, contrast).tolist(),
            }
        )
    pathlib.Path(__file__).with_name("golden.json").write_text(json.dumps(cases))


if __name__ == "__main__":
    main()
