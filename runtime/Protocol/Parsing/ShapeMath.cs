using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Products of dimensions, without overflow.</summary>
internal static class ShapeMath
{
    /// <summary>How many elements a shape holds.</summary>
    /// <param name="shape">Dimensions, none negative.</param>
    /// <param name="datatype">Gives the size of an element; for BYTES, that of its length.</param>
    /// <param name="maxBytes">The most bytes the elements may take.</param>
    /// <returns>
    /// Null when it is too large, also when a dimension of 0 makes the product 0 but the others alone would not fit: what computes
    /// strides from such a shape would overflow.
    /// </returns>
    public static int? ElementCount(ImmutableArray<long> shape, WireDatatype datatype, int maxBytes)
    {
        var limit = maxBytes / (datatype == WireDatatype.Bytes ? sizeof(uint) : datatype.ElementSize());
        var product = 1L;
        var empty = false;
        foreach (var dimension in shape)
        {
            empty |= dimension == 0;
            if (dimension > limit) return null;
            product *= Math.Max(dimension, 1);
            if (product > limit) return null;
        }

        return empty ? 0 : (int)product;
    }
}
