namespace Slipway.Api.Validation;

/// <summary>A rule that a spec breaks.</summary>
/// <param name="Field">Path of the field, such as <c>spec.model.uri</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ValidationError(string Field, string Message)
{
    public override string ToString() => $"{Field}: {Message}";
}
