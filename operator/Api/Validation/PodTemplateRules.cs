namespace Slipway.Api.Validation;

internal static class PodTemplateRules
{
    public static IEnumerable<ValidationError> Check(PodTemplateSpec? template) => [];
}
