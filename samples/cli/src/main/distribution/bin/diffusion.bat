@echo off
rem Runs diffusion.jar, which lies above this file's folder. Needs nothing but Java 17 or later.
setlocal disabledelayedexpansion

if defined JAVA_HOME goto home
for %%J in (java.exe) do set "JAVA=%%~$PATH:J"
if not defined JAVA goto none
goto probe

:home
set "JAVA=%JAVA_HOME:"=%\bin\java.exe"
if not exist "%JAVA%" goto wrong

rem The option came with Java 17, so older ones refuse it. From 24 on, native libraries without it are warned of.
:probe
"%JAVA%" --enable-native-access=ALL-UNNAMED -version >nul 2>&1
if errorlevel 1 goto old
"%JAVA%" --enable-native-access=ALL-UNNAMED -jar "%~dp0..\diffusion.jar" %*
exit /b %errorlevel%

:none
>&2 echo diffusion: no Java found: set JAVA_HOME to the folder of Java 17 or later, or put its bin folder into PATH
exit /b 1

:wrong
>&2 echo diffusion: JAVA_HOME is "%JAVA_HOME:"=%", where there is no bin\java.exe: set it to the folder of Java 17 or later, or unset it
exit /b 1

:old
>&2 echo diffusion: "%JAVA%" is older than Java 17 or does not start: set JAVA_HOME to the folder of Java 17 or later
exit /b 1
