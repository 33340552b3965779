namespace Slipway.Api.Validation;

/// <summary>Checks spec.cache.</summary>
internal static class CacheRules
{
    private const long LeastBytes = 1024 * 1024;

    public static IEnumerable<ValidationError> Check(CacheSpec? cache)
    {
        if (cache?.ClaimName is { } claim && !Patterns.IsMatch(Patterns.ObjectName, claim))
            yield return new("spec.cache.claimName", "must be the name of a PersistentVolumeClaim");
        if (cache?.SizeLimit is { } limit && !IsSize(limit))
            yield return new("spec.cache.sizeLimit", $"must be a whole number of bytes such as 500Mi or 50Gi, at least 1Mi, not {limit}");
    }

    private static bool IsSize(ResourceQuantity limit)
    {
        try
        {
            var bytes = limit.ToDecimal();
            return bytes >= LeastBytes && bytes <= long.MaxValue && decimal.IsInteger(bytes);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
