using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>A time at which at least so many replicas are kept.</summary>
[Description("A time at which at least so many replicas are kept.")]
[ValidationRule(ValidationRules.ScheduleDuration, ValidationMessages.ScheduleDuration)]
public sealed class ScheduleSpec : KubernetesModel
{
    [Required]
    [Length(9, ModelDeploymentLimits.CronLength)]
    [Pattern(Patterns.Cron)]
    [Description("When it begins: minute, hour, day of month, month and day of week (0 or 7 is Sunday), with *, lists, ranges and steps, such as "
        + "\"30 7 * * 1-5\". If day of month and day of week are both limited, either will do.")]
    public string Cron { get; set; } = "";

    [Length(1, ModelDeploymentLimits.TimeZoneLength)]
    [Pattern(Patterns.TimeZone)]
    [Description("IANA name of the time zone of cron, such as Europe/Berlin. Default UTC.")]
    public string? TimeZone { get; set; }

    [Required]
    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long it lasts, 1m to 7 days (168h). Replicas are started when it begins; begin earlier by the time they take.")]
    public string Duration { get; set; } = "";

    [Required]
    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.Replicas)]
    [Description("At least so many replicas meanwhile.")]
    public int Replicas { get; set; }
}
