namespace Slipway.Kubernetes.Entities.Attributes;

/// <summary>A regular expression that the whole string must match (anchor it).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string regexPattern) : Attribute
{
    public string RegexPattern { get; } = regexPattern;
}
