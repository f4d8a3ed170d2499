using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Settings;

public static class SettingsRegistration
{
    /// <summary>
    /// Binds a section of the configuration. The service does not start with values that violate the attributes of the type.
    /// </summary>
    public static OptionsBuilder<T> AddSettings<T>(this WebApplicationBuilder builder, string section)
        where T : class
    {
        builder.Services.AddSingleton<IValidateOptions<T>>(new SettingsValidation<T>(section));
        return builder.Services.AddOptions<T>().Bind(builder.Configuration.GetSection(section)).ValidateOnStart();
    }

    /// <summary>Names each value by its environment variable, because most settings are set there.</summary>
    private sealed class SettingsValidation<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var wrong = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(wrong.Select(one => $"{section}__{one.MemberNames.FirstOrDefault()}: {one.ErrorMessage}"));
        }
    }
}
